using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Gateway.Tests.EndToEnd.Crash;

/// <summary>
/// Nothing that was answered 2xx is lost, whatever is killed. A few kills each, or as many as <c>CRASH_KILLS</c> says; every test
/// prints its count.
/// </summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Senders = 8;

    [Fact]
    public async Task A_gateway_with_a_file_of_its_own_that_is_killed_loses_nothing()
    {
        await using var scene = await CrashScene.StartAsync(Chance.For(output), replicas: 1, configuration => configuration.WithSqlite());
        scene.Load.Start(Senders);
        for (var kill = 0; kill < CrashOptions.Kills; kill++)
        {
            await scene.Load.AcceptsAsync(50);
            await scene.KillAsync();
        }

        await NothingIsLostAsync(scene);
    }

    [Fact]
    public async Task Two_gateways_on_one_Redis_that_are_killed_in_turn_lose_nothing()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var scene = await CrashScene.StartAsync(Chance.For(output), replicas: 2, configuration => configuration.WithRedis(redis.Configuration));
        scene.Load.Start(Senders);
        for (var kill = 0; kill < CrashOptions.Kills; kill++)
        {
            await scene.Load.AcceptsAsync(50);
            await scene.KillAsync();
        }

        await NothingIsLostAsync(scene);
    }

    [Fact]
    public async Task A_Redis_with_an_append_only_file_that_is_killed_and_started_again_loses_nothing()
    {
        await using var redis = await RedisServer.StartAsync(new() { AppendOnly = true });
        await using var scene = await CrashScene.StartAsync(
            Chance.For(output), replicas: 2, configuration => configuration.WithRedis(redis.Configuration, timeout: "00:00:01"));
        scene.Load.Start(Senders);
        for (var kill = 0; kill < CrashOptions.Kills; kill++)
        {
            await scene.Load.AcceptsAsync(50);
            await scene.RandomMomentAsync();
            await redis.StopAsync();
            scene.Killed();
            await scene.RandomMomentAsync();
            await redis.RestartAsync();
        }

        await scene.Load.AcceptsAsync(50);
        await NothingIsLostAsync(scene);
    }

    [SmallDiskFact]
    public async Task A_disk_that_is_full_refuses_what_is_new_and_loses_nothing_of_what_was_accepted()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-disk-");
        await using var disk = await SmallDisk.MountAsync(folder.FullName, megabytes: 8);
        await using var scene = await CrashScene.StartAsync(Chance.For(output), replicas: 1, configuration => configuration.WithSqlite()
            .Change(root => root["Gateway"]!["Storage"]!["Path"] = disk.PathOf("gateway.db")));
        scene.Load.Start(Senders);
        await scene.Load.IsRefusedAsync(100);

        disk.MakeRoom();

        await scene.Load.AcceptsAsync(50);
        await NothingIsLostAsync(scene);
    }

    [Fact]
    public async Task A_replica_of_Redis_that_is_promoted_has_everything_that_was_accepted()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync(new() { ReplicaOf = primary.Port });
        await replica.FollowsAsync();
        await using var scene = await CrashScene.StartAsync(Chance.For(output), replicas: 2, configuration => configuration
            .WithRedis($"{primary.Configuration},{replica.Configuration}", timeout: "00:00:01")
            .Change(root => root["Gateway"]!["Redis"]!["Replicas"] = 1));
        scene.Load.Start(Senders);
        await scene.Load.AcceptsAsync(200);
        await scene.RandomMomentAsync();

        await primary.StopAsync();
        scene.Killed();
        await replica.AskAsync("REPLICAOF NO ONE");
        await using var next = await RedisServer.StartAsync(new() { ReplicaOf = replica.Port });

        await scene.Load.AcceptsAsync(200);
        await NothingIsLostAsync(scene);
    }

    [Fact]
    public async Task The_count_finds_what_a_store_in_memory_loses()
    {
        await using var scene = await CrashScene.StartAsync(Chance.For(output), replicas: 1, _ => { });
        foreach (var destination in scene.Destinations)
        {
            destination.Fault = context => QueueScene.AnswerAsync(context, StatusCodes.Status500InternalServerError)
                .ContinueWith(_ => true, TaskScheduler.Default);
        }

        scene.Load.Start(Senders);
        await scene.Load.AcceptsAsync(20);
        await scene.KillAsync();
        foreach (var destination in scene.Destinations)
        {
            destination.Fault = null;
        }

        await scene.Load.AcceptsAsync(20);

        var report = await scene.ReportAsync(TimeSpan.FromSeconds(3));
        output.WriteLine(report.ToString());
        Assert.InRange(report.Lost, 40, int.MaxValue);
    }

    [Fact]
    public async Task Backends_that_flap_get_everything_in_the_end()
    {
        var chance = Chance.For(output);
        await using var scene = await CrashScene.StartAsync(chance, replicas: 1, configuration => configuration.WithSqlite());
        var isFlapping = true;
        foreach (var destination in scene.Destinations)
        {
            destination.Fault = async context =>
            {
                switch (isFlapping ? chance.Below(6) : -1)
                {
                    case 0:
                        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                        return true;
                    case 1:
                        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                        return true;
                    case 2:
                        context.Abort();
                        return true;
                    case 3 when chance.Below(10) == 0:
                        await Hanging.UntilAbortedAsync(context);
                        return true;
                    default:
                        return false;
                }
            };
        }

        scene.Load.Start(Senders);
        await scene.Load.AcceptsAsync(100 * CrashOptions.Kills);
        isFlapping = false;

        var report = await NothingIsLostAsync(scene);
        Assert.Equal(0, report.Repeated);
    }

    [Fact]
    public async Task SIGTERM_finishes_what_is_in_hand_and_nothing_arrives_twice()
    {
        await using var upstream = await Upstream.StartAsync();
        using var configuration = new TestConfiguration(upstream.Url, QueueScene.Verification("")).WithSqlite();
        await using var stopped = await GatewayProcess.StartAsync(configuration);
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        upstream.Answer = async _ =>
        {
            entered.TrySetResult();
            await release.Task;
        };
        using (var request = SignedWebhook.Event("evt_1").Request())
        using (await stopped.Client.SendAsync(request))
        {
            await entered.Task;
        }

        var exit = stopped.TerminateAsync();
        await Eventually.IsTrueAsync(() => IsClosedAsync(stopped), "the gateway takes nothing more");

        // Longer than the command line gives a process by default.
        await Silence.LastsAsync(TimeSpan.FromSeconds(3), () => exit.IsCompleted, "the process has ended with a delivery in hand");
        release.SetResult();

        Assert.Equal(0, await exit);
        await using var started = await GatewayProcess.StartAsync(configuration);
        using (var request = SignedWebhook.Event("evt_2").Request())
        using (await started.Client.SendAsync(request))
        {
            await QueueScene.ReceivedAsync(upstream, 2);
        }

        Assert.Equal(["evt_1", "evt_2"], upstream.Received.Select(received => received.Header("X-Gateway-Event-Id")));
    }

    private static async Task<bool> IsClosedAsync(GatewayProcess gateway)
    {
        try
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }

    private async Task<CrashReport> NothingIsLostAsync(CrashScene scene)
    {
        var report = await scene.ReportAsync();
        output.WriteLine(report.ToString());
        Assert.Equal(0, report.Lost);
        Assert.Equal(0, report.RepeatedElsewhere);
        Assert.InRange(report.Repeated, 0, report.Kills * CrashScene.MostInHand * scene.Replicas);
        Assert.Equal((scene.Load.Accepted.Count * scene.Destinations.Count) - report.Dead, report.Delivered);
        return report;
    }
}
