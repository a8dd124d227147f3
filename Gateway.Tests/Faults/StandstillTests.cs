using Gateway.Tests.EndToEnd.Crash;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Faults;

/// <summary>A process that is stopped for a second at a time, as a throttled container or a machine that swaps does it.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class StandstillTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Forward", "Sqlite")]
    [InlineData("Queue", "Sqlite")]
    [InlineData("Forward", "Redis")]
    [InlineData("Queue", "Redis")]
    public async Task Nothing_is_lost_and_nothing_arrives_twice(string mode, string store)
    {
        await using var redis = store == "Redis" ? await RedisServer.StartAsync() : null;
        await using var upstream = await Upstream.StartAsync();
        var arrivals = new Arrivals(upstream);
        using var configuration = new TestConfiguration(upstream.Url, mode == "Queue"
            ? QueueScene.Verification(""" "Retry": { "First": "00:00:00.2", "Longest": "00:00:01" } """)
            : $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""");
        await using var gateway = await GatewayProcess.StartAsync(
            redis is null ? configuration.WithSqlite("00:00:01") : configuration.WithRedis(redis.Configuration, "00:00:01"));
        using var load = new CrashLoad(_ => gateway);
        load.Start(senders: 8);
        await load.AcceptsAsync(20);
        for (var stop = 0; stop < 4 * FaultOptions.Rounds; stop++)
        {
            await gateway.PauseAsync();
            await Pause.ForAsync(TimeSpan.FromSeconds(1));
            await gateway.ResumeAsync();
            await load.AcceptsAsync(20);
        }

        await load.StopAsync();
        output.WriteLine($"{mode}, {store}: {load.Accepted.Count} accepted, {load.Refused} refused");
        await Eventually.IsTrueAsync(() => Task.FromResult(load.Accepted.All(arrivals.Times.ContainsKey)), "everything that was accepted has arrived");
        Each.Is(load.Accepted, id => Assert.Single(arrivals.Times[id]));
        Assert.Equal(0, await gateway.TerminateAsync());
    }
}
