using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Benchmarks.Load;

/// <summary>A process of ours, with its output thrown away as a container's log driver would take it: unread by us.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <summary>Of a glance: what a server that is asked nothing does to look after itself.</summary>
    private static readonly TimeSpan MostAtRest = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;

    private LoadProcess(Process process) => _process = process;

    /// <summary>The CPU time of all its threads so far, in user and kernel mode.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What it has in memory now, and had at most, in bytes.</summary>
    public (long Now, long Most) Resident => (Status("VmRSS:"), Status("VmHWM:"));

    /// <summary>With all that it has started.</summary>
    public ProcessUsage Usage => ProcessUsage.Of(_process.Id);

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>dotnet</c> with a program.</summary>
    public static LoadProcess StartDotnet(
        IEnumerable<string> command, IEnumerable<KeyValuePair<string, string>> environment) =>
        Start(["dotnet", .. command], [KeyValuePair.Create("DOTNET_gcServer", "0"), .. environment]);

    /// <summary>Starts a build of the gateway: its <c>gateway.dll</c>, or a program that needs no <c>dotnet</c>.</summary>
    public static LoadProcess StartGateway(
        string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment) =>
        Path.GetExtension(program) == ".dll"
            ? StartDotnet([program, .. arguments], environment)
            : Start([Path.GetFullPath(program), .. arguments], environment);

    /// <summary>Starts a program that is found on the path.</summary>
    public static LoadProcess Start(
        IEnumerable<string> command, IEnumerable<KeyValuePair<string, string>> environment)
    {
        // The shell hands its place, and so its process id, over to the command.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null", "sh", .. command]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Until it listens there.</summary>
    /// <exception cref="SocketException">It has ended, or takes too long.</exception>
    public async Task ReachAsync(int port, TimeProvider clock, CancellationToken cancellation, TimeSpan? patience = null)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, cancellation);
                return;
            }
            catch (SocketException) when (clock.GetElapsedTime(started) < (patience ?? Patience) && !HasExited)
            {
                await Task.Delay(BetweenLooks, clock, cancellation);
            }
        }
    }

    /// <summary>Until it does next to nothing any more.</summary>
    /// <returns>How long it took until that began.</returns>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    public async Task<TimeSpan> RestAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) is var unrest && unrest < LongestUnrest)
        {
            var used = CpuTime;
            await Task.Delay(Glance, clock, cancellation);
            if (CpuTime - used <= MostAtRest)
            {
                return unrest;
            }
        }

        throw new TimeoutException($"A process has been at work for {LongestUnrest}, unasked.");
    }

    /// <summary>Waits for its end, and returns what it says with it.</summary>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private long Status(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(field.Length, line.Length - field.Length - "kB".Length), CultureInfo.InvariantCulture);
    }
}
