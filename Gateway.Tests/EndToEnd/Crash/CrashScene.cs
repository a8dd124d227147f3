using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Admin.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>Gateways as processes, two destinations, a load, and a count of what became of it.</summary>
internal sealed class CrashScene : IAsyncDisposable
{
    /// <summary>Twice the timeout of an attempt: what is in flight has been begun, or waits for the store to record it.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(4);

    /// <summary>What a process has in hand for its two destinations: 8 attempts each, and as many that are being settled.</summary>
    public const int MostInHand = 2 * 2 * 8;

    private static readonly TimeSpan LongestMoment = TimeSpan.FromMilliseconds(400);

    private readonly List<Upstream> _upstreams = [];
    private readonly List<long> _kills = [];
    private readonly TestConfiguration _configuration;
    private readonly Chance _chance;
    private readonly GatewayProcess?[] _replicas;

    private CrashScene(TestConfiguration configuration, List<Upstream> upstreams, int replicas, Chance chance)
    {
        (_configuration, _upstreams, _chance) = (configuration, upstreams, chance);
        Destinations = [.. upstreams.Select(upstream => new Arrivals(upstream))];
        _replicas = new GatewayProcess?[replicas];
        Load = new CrashLoad(turn => Volatile.Read(ref _replicas[turn % replicas]));
    }

    public CrashLoad Load { get; }

    /// <summary>How many gateways there are.</summary>
    public int Replicas => _replicas.Length;

    /// <summary>The clusters <c>backend</c> and <c>audit</c>.</summary>
    public IReadOnlyList<Arrivals> Destinations { get; }

    public static async Task<CrashScene> StartAsync(Chance chance, int replicas, Action<TestConfiguration> store)
    {
        List<Upstream> upstreams = [await Upstream.StartAsync(), await Upstream.StartAsync()];
        var configuration = new TestConfiguration(upstreams[0].Url, QueueScene.Verification(
            """
            "To": [ "backend", "audit" ], "Timeout": "00:00:02", "Retry": { "First": "00:00:00.2", "Longest": "00:00:01" },
            "Breaker": { "Pause": "00:00:01" }
            """)).Change(root => root["ReverseProxy"]!["Clusters"]!["audit"] = new JsonObject
            {
                ["Destinations"] = new JsonObject { ["one"] = new JsonObject { ["Address"] = upstreams[1].Url } },
            });
        store(configuration);
        var scene = new CrashScene(configuration, upstreams, replicas, chance);
        for (var replica = 0; replica < replicas; replica++)
        {
            await scene.StartReplicaAsync(replica);
        }

        return scene;
    }

    /// <summary>kill -9 of one replica at a random moment, and its start.</summary>
    public async Task KillAsync()
    {
        var replica = _chance.Below(_replicas.Length);
        await RandomMomentAsync();
        var killed = Interlocked.Exchange(ref _replicas[replica], null)!;
        await killed.KillAsync();
        Killed();
        await killed.DisposeAsync();
        await StartReplicaAsync(replica);
    }

    /// <summary>Something else was ended without a warning.</summary>
    public void Killed() => _kills.Add(Stopwatch.GetTimestamp());

    public Task RandomMomentAsync() => Pause.ForAsync(_chance.Below(LongestMoment));

    /// <summary>Ends the load, waits until everything has been delivered or given up, or nothing arrives any more, and counts.</summary>
    /// <param name="patience">How long nothing may arrive.</param>
    public async Task<CrashReport> ReportAsync(TimeSpan? patience = null)
    {
        await Load.StopAsync();
        var report = await CountAsync();
        for (var still = Stopwatch.StartNew(); report.Lost > 0 && still.Elapsed < (patience ?? Eventually.Patience);)
        {
            await Pause.BetweenAttemptsAsync();
            var before = report;
            report = await CountAsync();
            if (report.Lost < before.Lost)
            {
                still.Restart();
            }
        }

        return report;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await (replica?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await Load.StopAsync(); // Behind them: nothing is waited for that they would not answer.
        Load.Dispose();

        foreach (var upstream in _upstreams)
        {
            await upstream.DisposeAsync();
        }

        _configuration.Dispose();
    }

    private async Task StartReplicaAsync(int replica) =>
        Volatile.Write(ref _replicas[replica], await GatewayProcess.StartAsync(_configuration));

    private async Task<CrashReport> CountAsync()
    {
        var dead = await DeadAsync();
        var accepted = Load.Accepted;
        var (delivered, repeated, elsewhere, lost) = (0, 0, 0, 0);
        foreach (var (index, destination) in Destinations.Index())
        {
            foreach (var id in accepted)
            {
                if (destination.Times.TryGetValue(id, out var times))
                {
                    delivered++;
                    var all = times.ToArray();
                    repeated += all.Length - 1;
                    elsewhere += all.Skip(1).Zip(all, (again, before) => WasInFlightAtAKill(before, again)).Count(was => !was);
                }
                else if (!dead.Contains((id, index == 0 ? "backend" : "audit")))
                {
                    lost++;
                }
            }
        }

        return new CrashReport(_kills.Count, accepted.Count, Load.Refused, delivered, repeated, elsewhere, dead.Count, lost);
    }

    /// <summary>Between its two arrivals something was killed, and not long after the first.</summary>
    private bool WasInFlightAtAKill(long before, long again) => _kills.Exists(kill =>
        kill <= again && kill >= before - Stopwatch.Frequency && Stopwatch.GetElapsedTime(before, kill) < InFlight);

    private async Task<HashSet<(string EventId, string Destination)>> DeadAsync()
    {
        var dead = new HashSet<(string, string)>();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _replicas[0]!.AdminUrl };
        var query = "/api/deliveries?state=dead&limit=500";
        for (var next = query; next is not null;)
        {
            var page = await ReadPageAsync(client, new Uri(next, UriKind.Relative));
            dead.UnionWith(page.Deliveries.Select(delivery => (delivery.EventId!, delivery.Destination)));
            next = page.Next is { } after ? $"{query}&after={Uri.EscapeDataString(after)}" : null;
        }

        return dead;
    }

    /// <summary>The store may be away for a moment still.</summary>
    private static async Task<DeliveryList> ReadPageAsync(HttpClient client, Uri page)
    {
        DeliveryList? read = null;
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var answer = await client.GetAsync(page);
                read = answer.IsSuccessStatusCode
                    ? await answer.Content.ReadFromJsonAsync<DeliveryList>(JsonSerializerOptions.Web)
                    : null;
                return read is not null;
            },
            "the dead letters are listed");
        return read!;
    }
}
