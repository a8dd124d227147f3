using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>A gateway as a process with a file of its own, a broker, a load, and a count of what stands in the broker.</summary>
internal sealed class BrokerCrashScene : IAsyncDisposable
{
    /// <summary>In hand at a kill: 8 attempts, and as many that are being settled.</summary>
    public const int MostInHand = 2 * 8;

    /// <summary>A broker may take a minute to start again; what is accepted meanwhile has to be delivered, too.</summary>
    private const int MostWaiting = 500;

    private static readonly TimeSpan LongestMoment = TimeSpan.FromMilliseconds(400);

    private readonly Upstream _upstream;
    private readonly TestConfiguration _configuration;
    private readonly Chance _chance;
    private GatewayProcess? _gateway;

    private BrokerCrashScene(IBrokerServer broker, Upstream upstream, TestConfiguration configuration, Chance chance)
    {
        (Broker, _upstream, _configuration, _chance) = (broker, upstream, configuration, chance);
        Load = new CrashLoad(_ => Volatile.Read(ref _gateway));
    }

    public IBrokerServer Broker { get; }

    public CrashLoad Load { get; }

    public int Kills { get; private set; }

    public static async Task<BrokerCrashScene> StartAsync(string kind, Chance chance)
    {
        var broker = await BrokerServers.StartAsync(kind);
        var upstream = await Upstream.StartAsync();
        var configuration = new TestConfiguration(
            upstream.Url, QueueScene.Verification($"\"To\": [ {broker.Destination} ], \"MaxOpen\": {MostWaiting}, {BrokerScene.Impatient}")).Change(BrokerScene.AddType).WithSqlite();
        var scene = new BrokerCrashScene(broker, upstream, configuration, chance);
        scene._gateway = await GatewayProcess.StartAsync(configuration);
        return scene;
    }

    /// <summary>kill -9 of the gateway at a random moment, and its start.</summary>
    public async Task KillGatewayAsync()
    {
        await RandomMomentAsync();
        await using (var killed = Interlocked.Exchange(ref _gateway, null)!)
        {
            await killed.KillAsync();
        }

        Kills++;
        Volatile.Write(ref _gateway, await GatewayProcess.StartAsync(_configuration));
    }

    /// <summary>The same of the broker.</summary>
    public async Task KillBrokerAsync()
    {
        await RandomMomentAsync();
        await Broker.StopAsync();
        Kills++;
        await RandomMomentAsync();
        await Broker.RestartAsync();
    }

    /// <summary>Ends the load, waits until everything stands in the broker, or nothing more comes, and counts.</summary>
    public async Task<CrashReport> ReportAsync()
    {
        await Load.StopAsync();
        var report = await CountAsync();
        for (var still = System.Diagnostics.Stopwatch.StartNew(); report.Lost > 0 && still.Elapsed < Eventually.Patience;)
        {
            await Pause.ForAsync(LongestMoment);
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
        await (_gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Load.StopAsync(); // Behind it: nothing is waited for that it would not answer.
        Load.Dispose();
        await _upstream.DisposeAsync();
        await Broker.DisposeAsync();
        _configuration.Dispose();
    }

    private Task RandomMomentAsync() => Pause.ForAsync(_chance.Below(LongestMoment));

    private async Task<CrashReport> CountAsync()
    {
        var messages = await Broker.ReadAsync();
        var there = messages.Select(message => message.EventId).ToHashSet(StringComparer.Ordinal);
        var accepted = Load.Accepted.ToList();
        var delivered = accepted.Count(there.Contains);
        return new CrashReport(
            Kills, accepted.Count, Load.Refused, delivered, messages.Count - there.Count, RepeatedElsewhere: 0, Dead: 0, accepted.Count - delivered);
    }
}
