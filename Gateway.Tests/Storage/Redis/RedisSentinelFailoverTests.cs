using System.Diagnostics;
using Gateway.Storage;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Tests.Storage.Redis.Deliveries;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Storage.Redis;

/// <summary>A primary with two replicas and three sentinels, of which the gateway knows the sentinels alone.</summary>
public sealed class RedisSentinelFailoverTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // The sentinels take a second to believe that the primary is gone, and some to agree; the gateway asks once a second.
    private static readonly TimeSpan LongestFailover = TimeSpan.FromSeconds(20);

    private readonly List<IAsyncDisposable> _open = [];
    private SentinelGroup _group = null!;

    public async Task InitializeAsync() => _group = await SentinelGroup.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var one in _open)
        {
            await one.DisposeAsync();
        }

        await _group.DisposeAsync();
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("hang")]
    public async Task The_promoted_replica_is_found_and_what_it_had_heard_is_remembered(string end)
    {
        var redis = await ConnectAsync();
        var claims = new RedisClaimStore(redis);
        await claims.CompleteAsync(Key(1), Hour, default);
        foreach (var replica in _group.Servers.Skip(1))
        {
            await Eventually.IsTrueAsync(
                async () => await replica.AskAsync($"GET {(string)new RedisKeys("gateway:").Claim(Key(1))!}") == "$1\r\np\r\n", "the replica has heard of it");
        }

        await (end == "kill" ? _group.Servers[0].StopAsync() : _group.Servers[0].PauseAsync());

        await IsClaimedAsync(claims, end);
        Assert.Equal(ClaimState.Processed, await claims.TryClaimAsync(Key(1), ClaimOwner.Next(), Hour, default));
    }

    [Fact]
    public async Task Nothing_that_was_accepted_is_lost_when_the_primary_is_killed_under_load()
    {
        var store = new RedisDeliveryStore(await ConnectAsync(replicas: 1));
        await using var load = new DeliveryLoad(store);
        load.Start(senders: 16);
        await Eventually.IsTrueAsync(() => Task.FromResult(load.Answered > 300), "events are accepted");

        await _group.Servers[0].StopAsync();
        var before = load.Answered;
        var waiting = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(() => Task.FromResult(load.Answered > before + 300), "events are accepted again");
        output.WriteLine($"Accepting again after {waiting.Elapsed.TotalSeconds:0.0} s.");
        await load.StopAsync();

        Assert.Equal(0, await load.LostAsync());
    }

    [Fact]
    public async Task A_primary_that_was_deposed_is_left_although_it_answers()
    {
        var claims = new RedisClaimStore(await ConnectAsync());
        await using var other = await RedisServer.StartAsync();

        // As where the old primary is cut off from the sentinels, and the gateway is not.
        foreach (var sentinel in _group.Sentinels)
        {
            await sentinel.AskAsync($"SENTINEL REMOVE {SentinelGroup.Service}");
            await sentinel.AskAsync($"SENTINEL MONITOR {SentinelGroup.Service} 127.0.0.1 {other.Port} 2");
        }

        var key = 1;
        await Eventually.IsTrueAsync(
            async () => await IsClaimedOnceAsync(claims, key++) && (await other.AskAsync("DBSIZE"))[1] != '0', "the other one is used");
    }

    [Fact]
    public async Task A_sentinel_that_knows_an_earlier_primary_is_not_believed()
    {
        await using var stranger = await RedisServer.StartAsync();
        var redis = await ConnectAsync();
        Assert.StartsWith("+OK", await _group.Sentinels[0].AskAsync($"SENTINEL FAILOVER {SentinelGroup.Service}"), StringComparison.Ordinal);
        await Eventually.IsTrueAsync(async () => await _group.PrimaryAsync() is { } primary && primary != _group.Servers[0], "a replica is promoted");
        await _group.Sentinels[2].AskAsync($"SENTINEL REMOVE {SentinelGroup.Service}");
        await _group.Sentinels[2].AskAsync($"SENTINEL MONITOR {SentinelGroup.Service} 127.0.0.1 {stranger.Port} 2"); // Before any failover.

        await using var sentinels = new RedisSentinels(
            RedisConnectionOptions.OfSentinels(RedisConnectionOptions.Create(Options(0))), SentinelGroup.Service, Deadline * 20, TimeProvider.System);
        for (var round = 0; round < 20; round++)
        {
            Assert.NotEqual($"127.0.0.1:{stranger.Port}", (await sentinels.FindPrimaryAsync())?.ToString());
        }

        Assert.Null(sentinels.Failure);
        await IsClaimedAsync(new RedisClaimStore(redis), "failover");
        Assert.Equal(":0\r\n", await stranger.AskAsync("DBSIZE"));
    }

    private static ClaimKey Key(int number) => new("orders", 1, (UInt128)number);

    private static async Task<bool> IsClaimedOnceAsync(RedisClaimStore claims, int key)
    {
        try
        {
            return await claims.TryClaimAsync(Key(key), ClaimOwner.Next(), Hour, default) == ClaimState.Claimed;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task IsClaimedAsync(RedisClaimStore claims, string after)
    {
        var waiting = Stopwatch.StartNew();
        var key = 1000;
        await Eventually.IsTrueAsync(() => IsClaimedOnceAsync(claims, key++), "events are claimed again");
        output.WriteLine($"After '{after}' in use again after {waiting.Elapsed.TotalSeconds:0.0} s.");
        Assert.InRange(waiting.Elapsed, TimeSpan.Zero, LongestFailover);
    }

    private RedisOptions Options(int replicas) =>
        new() { Configuration = _group.Configuration, Timeout = Deadline, Replicas = replicas };

    private async Task<RedisCommands> ConnectAsync(int replicas = 0)
    {
        var redis = new RedisCommands(Options(replicas), TimeProvider.System);
        _open.Add(redis);
        var health = new RedisHealth(redis);
        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
        return redis;
    }
}
