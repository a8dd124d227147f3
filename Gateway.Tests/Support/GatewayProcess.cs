using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Support;

/// <summary>The gateway as a process of its own, started from the command line as an operator would.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    /// <summary>A busy machine takes seconds for it.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private GatewayProcess(Process process, Uri admin, Uri url)
    {
        _process = process;
        AdminUrl = admin;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = url };
    }

    public int Id => _process.Id;

    public Uri AdminUrl { get; }

    public Uri Url => Client.BaseAddress!;

    public HttpClient Client { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What of its memory is resident, in bytes.</summary>
    public long ResidentBytes => ProcessUsage.Of(Id).Resident;

    /// <summary>The most that ever was.</summary>
    public long PeakResidentBytes => ProcessUsage.Of(Id).PeakResident;

    /// <summary>The processor time of all its threads so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="configuration">What it is to run.</param>
    /// <param name="descriptors">How many files and sockets it may have open; null for as many as the tests.</param>
    /// <param name="output">Gets all that it writes, line by line; null to throw it away.</param>
    public static async Task<GatewayProcess> StartAsync(TestConfiguration configuration, int? descriptors = null, ConcurrentQueue<string>? output = null)
    {
        var start = GatewayProgram.Command("run", "--config", configuration.Path, "--urls", "http://127.0.0.1:0");
        if (descriptors is { } most)
        {
            start = new ProcessStartInfo("sh", ["-c", $"ulimit -n {most} && exec \"$0\" \"$@\"", start.FileName, .. start.ArgumentList])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
        }

        foreach (var (name, value) in configuration.Environment)
        {
            start.Environment[name] = value;
        }

        start.RedirectStandardError = output is not null;
        var process = Process.Start(start)!;
        var (admin, url) = await AddressesAsync(process, output);
        _ = DrainAsync(process.StandardOutput, output); // Or it would stand still with the pipe full.
        if (output is not null)
        {
            _ = DrainAsync(process.StandardError, output);
        }

        return new GatewayProcess(process, admin, url);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>SIGTERM, as an orchestrator stops it; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        await ExitAsync();
        return _process.ExitCode;
    }

    /// <summary>SIGSTOP: it stands still, as on a machine that is suspended or swaps.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>Where it listens, by its own log.</summary>
    private static async Task<(Uri Admin, Uri Url)> AddressesAsync(Process process, ConcurrentQueue<string>? output)
    {
        var said = new List<string>();
        var addresses = new List<Uri>();
        using var patience = new CancellationTokenSource(LongestStart);
        try
        {
            while (addresses.Count < 2)
            {
                var line = await process.StandardOutput.ReadLineAsync(patience.Token);
                Assert.True(line is not null, $"The gateway ended before it listened: {string.Join('\n', said)}");
                said.Add(line);
                output?.Enqueue(line);
                if (Address().Match(line) is { Success: true } match)
                {
                    addresses.Add(new Uri(match.Groups["url"].Value));
                }
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"The gateway did not listen within {LongestStart}: {string.Join('\n', said)}");
        }

        return (addresses[0], addresses[1]);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private Task ExitAsync() => Eventually.EndsAsync(_process.WaitForExitAsync(), "the gateway's process has ended");

    private static async Task DrainAsync(StreamReader lines, ConcurrentQueue<string>? output)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            output?.Enqueue(line);
        }
    }

    [GeneratedRegex("\"address\":\"(?<url>https?://[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Address();
}
