using System.Diagnostics;
using System.Net.NetworkInformation;
using Gateway.Storage;
using Gateway.Storage.Leases;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisOutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongLease = TimeSpan.FromHours(1);

    private readonly List<IAsyncDisposable> _connections = [];
    private RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartAsync(new() { AppendOnly = true });

    public async Task DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_operation_that_Redis_leaves_unanswered_ends_at_the_deadline()
    {
        var redis = await ConnectAsync();
        await _server.PauseAsync();

        var waiting = Stopwatch.StartNew();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(1)));

        Assert.InRange(waiting.Elapsed, Deadline - TimeSpan.FromMilliseconds(20), Deadline * 10);
    }

    [Fact]
    public async Task Every_kind_of_operation_has_the_deadline()
    {
        foreach (var operate in (Func<RedisCommands, Task>[])
            [
                async redis => await new RedisClaimStore(redis).CompleteAsync(Key(1), LongLease, default),
                async redis => await new RedisClaimStore(redis).ReleaseAsync(Key(1), default, LongLease, default),
                async redis => await new LeasedRateLimitStore(new RedisRateLimitStore(redis), TimeProvider.System).TryTakeAsync(
                    new[] { new RateLimitCharge(default, 1, LongLease) }, default),
            ])
        {
            var redis = await ConnectAsync();
            await _server.PauseAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => operate(redis));
            await _server.ResumeAsync();
        }
    }

    [Fact]
    public async Task Once_Redis_is_known_to_hang_operations_fail_without_waiting()
    {
        var redis = await ConnectAsync();
        await _server.PauseAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(1)));

        var waiting = Stopwatch.StartNew();
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(attempt)));
        }

        Assert.InRange(waiting.Elapsed, TimeSpan.Zero, 10 * Deadline); // One deadline each would be 100.
        Assert.False(await new RedisHealth(redis).IsAvailableAsync(default));
    }

    [Fact]
    public async Task Too_many_operations_at_once_fail_instead_of_piling_up()
    {
        var redis = await ConnectAsync();
        await _server.PauseAsync();

        var store = new RedisClaimStore(redis);
        var attempts = Enumerable.Range(0, 10_000).Select(number => ClaimAsync(store, Key(number))).ToList();
        var waiting = attempts.Count(attempt => !attempt.IsCompleted);

        // None may be waiting any more, where a busy machine takes longer to start them than they wait.
        Assert.InRange(waiting, 0, 5000);
        foreach (var attempt in attempts)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => attempt);
        }
    }

    [Fact]
    public async Task A_Redis_that_hung_is_used_again_when_it_answers_and_holds_no_claim_that_was_given_up()
    {
        var redis = await ConnectAsync();
        await _server.PauseAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(1)));
        await _server.ResumeAsync();

        await EventuallyAsync(redis, Key(1), ClaimState.Claimed);
    }

    [Fact]
    public async Task A_cancelled_claim_is_given_up()
    {
        var redis = await ConnectAsync();
        await _server.PauseAsync();
        using var cancellation = new CancellationTokenSource();
        var claim = new RedisClaimStore(redis).TryClaimAsync(Key(1), NewOwner(), LongLease, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await claim);
        await _server.ResumeAsync();

        await EventuallyAsync(redis, Key(1), ClaimState.Claimed);
    }

    [Fact]
    public async Task A_connection_that_stays_silent_is_replaced()
    {
        var redis = await ConnectAsync();
        var before = (await ClientsAsync()).Intersect(ConnectedFrom()).ToList();
        Assert.NotEmpty(before);
        await _server.PauseAsync();
        await Eventually.IsTrueAsync(
            async () =>
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(1)));
                return !ConnectedFrom().Intersect(before).Any();
            },
            "the silent connections are given up");
        await _server.ResumeAsync();

        await EventuallyAsync(redis, Key(2), ClaimState.Claimed);
    }

    [Fact]
    public async Task Redis_is_used_again_after_a_restart_and_remembers()
    {
        var redis = await ConnectAsync();
        await new RedisClaimStore(redis).CompleteAsync(Key(1), LongLease, default);
        await _server.StopAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(1)));
        await _server.RestartAsync();

        await EventuallyAsync(redis, Key(1), ClaimState.Processed);
    }

    [Fact]
    public async Task The_gateway_may_start_before_Redis()
    {
        await _server.StopAsync();
        var redis = Open(_server.Configuration);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(1)));
        Assert.False(await new RedisHealth(redis).IsAvailableAsync(default));
        await _server.RestartAsync();

        await EventuallyAsync(redis, Key(1), ClaimState.Claimed);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_given_up_when_the_connection_is_back()
    {
        await using var proxy = new LossyProxy(_server.Port);
        var store = new RedisClaimStore(await ConnectedAsync(Open($"127.0.0.1:{proxy.Port}")));
        proxy.Lose();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(store, Key(1)));
        Assert.StartsWith("$34", await _server.AskAsync("GET " + NameOf(Key(1))), StringComparison.Ordinal);
        proxy.Recover();

        await EventuallyAsync(store, Key(1), ClaimState.Claimed);
    }

    [Fact]
    public async Task A_release_that_could_not_be_sent_is_sent_when_the_connection_is_back()
    {
        var store = new RedisClaimStore(await ConnectAsync());
        var owner = NewOwner();
        await store.TryClaimAsync(Key(1), owner, LongLease, default);
        await _server.StopAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.ReleaseAsync(Key(1), owner, LongLease, default));
        await _server.RestartAsync();

        await EventuallyAsync(store, Key(1), ClaimState.Claimed);
    }

    [Fact]
    public async Task A_release_is_kept_for_as_long_as_its_lease_may_run()
    {
        var clock = new LeapingClock();
        var store = new RedisClaimStore(await ConnectedAsync(Open(_server.Configuration, clock)));
        var owner = NewOwner();
        await store.TryClaimAsync(Key(1), owner, LongLease, default);
        await _server.StopAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.ReleaseAsync(Key(1), owner, LongLease, default));
        clock.Leap(LongLease / 2);
        await _server.RestartAsync();

        await EventuallyAsync(store, Key(1), ClaimState.Claimed);
    }

    [Fact]
    public async Task Budgets_survive_that_Redis_forgets_its_scripts()
    {
        var budgets = new LeasedRateLimitStore(new RedisRateLimitStore(await ConnectAsync()), TimeProvider.System);
        RateLimitCharge[] charges = [new(default, 2, LongLease)];
        Assert.Equal(TimeSpan.Zero, await budgets.TryTakeAsync(charges, default));

        await _server.AskAsync("SCRIPT FLUSH");

        Assert.Equal(TimeSpan.Zero, await budgets.TryTakeAsync(charges, default));
        Assert.NotEqual(TimeSpan.Zero, await budgets.TryTakeAsync(charges, default));
    }

    [Fact]
    public async Task A_refusal_by_Redis_makes_the_store_unavailable_and_says_why()
    {
        var redis = await ConnectAsync();
        await _server.AskAsync("CONFIG SET maxmemory 1");

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis, Key(1)));

        Assert.Contains("OOM", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
    }

    private static ClaimKey Key(int number) => new("orders", 1, (UInt128)number);

    private static string NameOf(ClaimKey key) => (string)new RedisKeys("gateway:").Claim(key)!;

    private static ClaimOwner NewOwner() => ClaimOwner.Next();

    private static Task<ClaimState> ClaimAsync(RedisCommands redis, ClaimKey key) =>
        ClaimAsync(new RedisClaimStore(redis), key);

    private static async Task<ClaimState> ClaimAsync(RedisClaimStore store, ClaimKey key) =>
        await store.TryClaimAsync(key, NewOwner(), LongLease, default);

    private static Task EventuallyAsync(RedisCommands redis, ClaimKey key, ClaimState expected) =>
        EventuallyAsync(new RedisClaimStore(redis), key, expected);

    private static async Task EventuallyAsync(RedisClaimStore store, ClaimKey key, ClaimState expected) =>
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    return await ClaimAsync(store, key) == expected;
                }
                catch (StoreUnavailableException)
                {
                    return false;
                }
            },
            $"the event is {expected}");

    /// <summary>Where the connections come from that carry commands; beside each the library has one that listens for announcements.</summary>
    private async Task<List<string>> ClientsAsync() =>
        [.. (await _server.AskAsync("CLIENT LIST")).Split('\n').Where(client => !client.Contains("flags=P", StringComparison.Ordinal))
            .SelectMany(client => client.Split(' ')).Where(field => field.StartsWith("addr=", StringComparison.Ordinal)).Select(field => field[5..])];

    /// <summary>Where the connections of this process come from, as it sees them itself.</summary>
    private List<string> ConnectedFrom() =>
        [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Where(connection => connection.RemoteEndPoint.Port == _server.Port && connection.State == TcpState.Established)
            .Select(connection => connection.LocalEndPoint.ToString())];

    private static async Task<RedisCommands> ConnectedAsync(RedisCommands redis)
    {
        var health = new RedisHealth(redis);
        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
        return redis;
    }

    private Task<RedisCommands> ConnectAsync() => ConnectedAsync(Open(_server.Configuration));

    private RedisCommands Open(string configuration, TimeProvider? clock = null)
    {
        var redis = new RedisCommands(
            new() { Configuration = configuration, Timeout = Deadline }, clock ?? TimeProvider.System);
        _connections.Add(redis);
        return redis;
    }
}
