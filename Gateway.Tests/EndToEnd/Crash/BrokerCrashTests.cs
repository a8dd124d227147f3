using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;
using Xunit.Abstractions;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>
/// Whatever was answered 2xx stands in the broker, whichever of the two is killed. A few kills each, or as many as <c>CRASH_KILLS</c> says; every
/// test prints its count.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class BrokerCrashTests(ITestOutputHelper output)
{
    private const int Senders = 8;

    public static TheoryData<string> Kinds => [.. BrokerServers.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_gateway_that_is_killed_loses_nothing_on_the_way_to_a_broker(string kind)
    {
        await using var scene = await BrokerCrashScene.StartAsync(kind, Chance.For(output));
        scene.Load.Start(Senders);
        for (var kill = 0; kill < CrashOptions.Kills; kill++)
        {
            await scene.Load.AcceptsAsync(50);
            await scene.KillGatewayAsync();
        }

        var report = await ReportAsync(kind, scene);

        Assert.Equal(0, report.Lost);
        Assert.InRange(report.Repeated, 0, report.Kills * BrokerCrashScene.MostInHand);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_broker_that_is_killed_and_started_again_has_everything(string kind)
    {
        await using var scene = await BrokerCrashScene.StartAsync(kind, Chance.For(output));
        scene.Load.Start(Senders);
        for (var kill = 0; kill < CrashOptions.Kills; kill++)
        {
            await scene.Load.AcceptsAsync(50);
            await scene.KillBrokerAsync();
        }

        await scene.Load.AcceptsAsync(50);
        var report = await ReportAsync(kind, scene);

        Assert.Equal(0, report.Lost);
    }

    private async Task<CrashReport> ReportAsync(string kind, BrokerCrashScene scene)
    {
        var report = await scene.ReportAsync();
        output.WriteLine($"{kind}: {report}");
        return report;
    }
}
