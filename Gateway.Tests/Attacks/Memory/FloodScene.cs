using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>
/// A gateway with as much memory as a pod of 512 MiB gives a .NET process, a route that is flooded and another, and a provider on each.
/// </summary>
internal sealed class FloodScene : IAsyncDisposable
{
    /// <summary>The route that is flooded; it wants a signature.</summary>
    public const string Path = "/flooded";

    private const int Mebibyte = 1024 * 1024;
    private const long HeapLimit = 384L * Mebibyte;

    /// <summary>A quarter of the heap's limit: what the gateway allows itself.</summary>
    private const long MaxBuffered = 96L * Mebibyte;

    /// <summary>What a gateway takes beside it: the runtime, its code, and what is collected late.</summary>
    private const long Beside = 150_000_000;

    /// <summary>What a webhook of the providers has beside its id, in bytes.</summary>
    private static readonly int[] Paddings = [1_000, 20_000, 60_000, 300_000];

    /// <summary>How long a webhook may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>How long a round is flooded.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(3);

    private readonly TestConfiguration _configuration;
    private readonly GatewayProcess _gateway;
    private readonly ITestOutputHelper _output;
    private readonly Upstream _upstream;
    private readonly Version _version;

    private FloodScene(ITestOutputHelper output, Version version, Upstream upstream, TestConfiguration configuration, GatewayProcess gateway) =>
        (_output, _version, _upstream, _configuration, _gateway) = (output, version, upstream, configuration, gateway);

    /// <param name="output">Where the figures go.</param>
    /// <param name="version">Of HTTP, without TLS.</param>
    public static async Task<FloodScene> StartAsync(ITestOutputHelper output, Version version)
    {
        var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        configuration.Environment["DOTNET_GCHeapHardLimit"] = $"{HeapLimit:x}"; // Hexadecimal, and to the native build only without 0x.
        configuration.Change(root =>
        {
            var routes = root["ReverseProxy"]!["Routes"]!.AsObject();
            routes["hooks"]!["Match"]!["Path"] = "/honest";
            routes["flooded"] = routes["hooks"]!.DeepClone();
            routes["flooded"]!["Match"]!["Path"] = Path;
            if (version.Major == 2)
            {
                root["Kestrel"] = JsonNode.Parse("""{ "EndpointDefaults": { "Protocols": "Http2" } }""");
            }
        });
        return new FloodScene(output, version, upstream, configuration, await GatewayProcess.StartAsync(configuration));
    }

    /// <summary>Floods it, and asserts that it goes on as if nothing were.</summary>
    /// <param name="what">For the figures.</param>
    /// <param name="connections">How many at once.</param>
    /// <param name="addresses">From how many addresses.</param>
    /// <param name="send">What each does, until it is closed.</param>
    public async Task FloodAsync(string what, int connections, int addresses, Func<FloodConnection, Task> send)
    {
        await using var elsewhere = HonestTraffic.Start(_gateway.Url, "/honest", Paddings, IPAddress.Parse("127.0.0.9"), _version);
        await using var there = HonestTraffic.Start(_gateway.Url, Path, Paddings, IPAddress.Parse("127.0.0.10"), _version);
        // The same to the backend without a gateway: what a busy machine adds to everything.
        await using var control = HonestTraffic.Start(new Uri(_upstream.Url), "/control", Paddings, IPAddress.Parse("127.0.0.11"), HttpVersion.Version11);
        foreach (var traffic in (HonestTraffic[])[elsewhere, there, control])
        {
            // Each size over each kind of connection: what a process does for the first time is no flood's doing.
            await Eventually.ReachesAsync(() => traffic.Answers.Count, 2 * Paddings.Length, () => "honest traffic flows");
            traffic.Answers.Clear();
        }

        var idle = _gateway.ResidentBytes;
        var (ended, failures) = (0, 0);
        using var over = new CancellationTokenSource();
        var asking = AskHealthAsync(over.Token);
        for (var round = 0; round < FloodOptions.Rounds; round++)
        {
            using var end = new CancellationTokenSource(LongestRound);
            var flood = await Task.WhenAll(Enumerable.Range(0, connections).Select(number => SendAsync(number % addresses, send, end.Token)));
            ended += flood.Count(connection => connection.WasEnded);
            failures += flood.Sum(connection => connection.Failures);
            Assert.False(_gateway.HasExited, "The flood has ended the gateway.");
        }

        await control.FinishAsync();
        var most = Longest + (3 * TimeSpan.FromMilliseconds(Slowest(control))); // A webhook goes two such ways, and waits for a third process.
        var slow = string.Join(", ", [await elsewhere.FinishAsync(most), await there.FinishAsync(most)]).Trim(' ', ',');
        await over.CancelAsync();
        var (unhealthy, slowestHealth) = await asking;
        var metrics = await _gateway.Client.GetStringAsync(new Uri(_gateway.AdminUrl, "/metrics"));
        _output.WriteLine(
            $"{what}, {FloodOptions.Rounds} x {connections}: RSS {idle / 1e6:F0} MB before, {_gateway.PeakResidentBytes / 1e6:F0} MB at most; "
            + $"{elsewhere.Answers.Count} honest, the slowest {Slowest(elsewhere):F0} ms, {there.Answers.Count} on the flooded route, {Slowest(there):F0} ms, without a gateway {Slowest(control):F0} ms; "
            + $"health after {slowestHealth.TotalMilliseconds:F0} ms; {ended} connections ended, {_gateway.CpuTime.TotalSeconds:F0} s of processor");
        _output.WriteLine(string.Join(", ", metrics.Split('\n').Where(line => line.StartsWith("gateway_connections", StringComparison.Ordinal))));
        Assert.Equal(0, unhealthy);
        Assert.True(slow.Length == 0, $"Honest traffic was answered {slow}.");
        Assert.InRange(_gateway.PeakResidentBytes, 0, MaxBuffered + Beside);
        Assert.Equal(0, failures);
        Assert.DoesNotContain(metrics.Split('\n'), line => line.Contains("outcome=\"undecided\"", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal));
        Each.Is(_upstream.Received, request => Assert.Equal("POST", request.Method));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _configuration.Dispose();
        await _upstream.DisposeAsync();
    }

    /// <summary>As an orchestrator does, and more often. Returns how many answers were another than 200, and how long the slowest took.</summary>
    private async Task<(int Unhealthy, TimeSpan Slowest)> AskHealthAsync(CancellationToken over)
    {
        var (unhealthy, slowest) = (0, TimeSpan.Zero);
        while (!over.IsCancellationRequested)
        {
            var asking = Stopwatch.StartNew();
            using var health = await _gateway.Client.GetAsync(new Uri(_gateway.AdminUrl, "/healthz"), CancellationToken.None);
            unhealthy += health.StatusCode == HttpStatusCode.OK ? 0 : 1;
            slowest = asking.Elapsed > slowest ? asking.Elapsed : slowest;
            await Pause.ForAsync(TimeSpan.FromMilliseconds(200));
        }

        return (unhealthy, slowest);
    }

    private static double Slowest(HonestTraffic traffic) => traffic.Answers.Max(answer => answer.After).TotalMilliseconds;

    private async Task<FloodConnection> SendAsync(int address, Func<FloodConnection, Task> send, CancellationToken end)
    {
        var from = new IPAddress([127, 0, (byte)(2 + (address / 200)), (byte)(1 + (address % 200))]);
        using var connection = new FloodConnection(_gateway.Url, from, end);
        await connection.ConnectAsync();
        await send(connection);
        return connection;
    }
}
