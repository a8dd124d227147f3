using System.Diagnostics;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis.Deliveries;

/// <summary>Processes that vanish, and a Redis that is killed, forgets or is full.</summary>
public sealed class RedisDeliveryOutageTests : IAsyncLifetime
{
    private const string Queues = "gateway:queue:{orders}";
    private static readonly QueueName Erp = new("orders", "erp");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    /// <summary>So long nobody asks a Redis only if it is away.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly List<IAsyncDisposable> _open = [];
    private RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartAsync(new() { AppendOnly = true });

    public async Task DisposeAsync()
    {
        foreach (var one in _open)
        {
            await one.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_that_was_accepted_is_lost_when_Redis_is_killed_under_load()
    {
        var store = await ConnectAsync();
        await using var load = new DeliveryLoad(store);
        load.Start(senders: 16);
        for (var round = 0; round < 3; round++)
        {
            var before = load.Answered;
            await Eventually.IsTrueAsync(() => Task.FromResult(load.Answered > before + 200), "events are accepted");
            await _server.StopAsync();
            await _server.RestartAsync();
        }

        var last = load.Answered;
        await Eventually.IsTrueAsync(() => Task.FromResult(load.Answered > last + 200), "events are accepted again");
        await load.StopAsync();

        Assert.Equal(0, await load.LostAsync());
    }

    [Fact]
    public async Task Two_processes_are_never_handed_the_same()
    {
        RedisDeliveryStore[] stores = [await ConnectAsync(), await ConnectAsync()];
        for (var count = 0; count < 300; count++)
        {
            await AcceptAsync(stores[count % 2]);
        }

        var taken = await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, 4).Select(_ => Task.Run(() => DrainAsync(store)))));

        Assert.Equal(300, taken.Sum(deliveries => deliveries.Count));
        Assert.Equal(300, taken.SelectMany(deliveries => deliveries).Distinct().Count());
    }

    [Fact]
    public async Task What_a_process_held_that_vanished_comes_to_another_when_its_lease_ends()
    {
        var (vanished, other) = (await ConnectAsync(), await ConnectAsync());
        await AcceptAsync(vanished);
        await AcceptAsync(vanished);
        var before = await vanished.TakeAsync(Erp, 10, Short, default);
        Assert.Empty(await other.TakeAsync(Erp, 10, Lease, default));

        var after = new List<TakenDelivery>();
        await Eventually.IsTrueAsync(
            async () =>
            {
                after.AddRange(await other.TakeAsync(Erp, 10, Lease, default));
                return after.Count == 2;
            },
            "they are handed out again");

        Assert.Equal(before.Select(delivery => delivery.Event.Id), after.Select(delivery => delivery.Event.Id));
        Each.Is(after, delivery => Assert.Equal(2, delivery.Takes));
    }

    [Fact]
    public async Task After_a_silence_in_which_nobody_could_renew_the_holders_come_first()
    {
        var lease = TimeSpan.FromSeconds(1);
        var (slow, vanished, other) = (await ConnectAsync(), await ConnectAsync(), await ConnectAsync());
        await AcceptAsync(slow);
        await AcceptAsync(slow);
        var held = Assert.Single(await slow.TakeAsync(Erp, 1, lease, default));
        var lost = Assert.Single(await vanished.TakeAsync(Erp, 1, lease, default));
        await _server.PauseAsync();
        var paused = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(() => Task.FromResult(paused.Elapsed > Silence * 1.1), "their leases have ended");
        await _server.ResumeAsync();

        Assert.Empty(await other.TakeAsync(Erp, 10, lease, default)); // Asks first, and in vain.
        await slow.RenewAsync(Erp, [held], Lease, default);

        IReadOnlyList<TakenDelivery> taken = [];
        await Eventually.IsTrueAsync(
            async () => (taken = await other.TakeAsync(Erp, 10, lease, default)).Count > 0, "what nobody renews is handed out again");
        Assert.Equal(lost.Event.Id, Assert.Single(taken).Event.Id);
        await slow.SettleAsync(new DeliverySettlement(held, DeliveryState.Waiting, default), default);
        Assert.Equal(held.Event.Id, Assert.Single(await other.TakeAsync(Erp, 10, Lease, default)).Event.Id);
    }

    [Theory]
    [InlineData(3_600_000, true)]
    [InlineData(-1, false)]
    public async Task A_consumer_that_holds_nothing_is_removed_when_it_has_been_idle_for_long(int milliseconds, bool isKept)
    {
        var (past, present) = (await ConnectAsync(), await ConnectAsync());
        await AcceptAsync(past);
        await DrainAsync(past);
        await AcceptAsync(present);
        Assert.Single(await present.TakeAsync(Erp, 1, Lease, default)); // Holds something: stays in any case.
        Assert.Equal(2, await ConsumersAsync());

        // The store says an hour; Redis's idea of idleness cannot be moved.
        await using var commands = Open();
        await DeliveryScripts.Remove.EvaluateAsync(commands, [Queues], ["erp", "dead", 0, 0, 1, milliseconds], default);

        Assert.Equal(isKept ? 2 : 1, await ConsumersAsync());
    }

    [Fact]
    public async Task A_group_that_was_lost_is_made_again_and_nothing_is_lost_with_it()
    {
        var store = await ConnectAsync();
        await AcceptAsync(store);
        await AcceptAsync(store);
        var held = Assert.Single(await store.TakeAsync(Erp, 1, Lease, default));
        await store.SettleAsync(new DeliverySettlement(held, DeliveryState.Waiting, default) { After = Short }, default);

        Assert.Equal(":1\r\n", await _server.AskAsync($"XGROUP DESTROY {Queues}:stream:erp gateway"));

        Assert.Equal(2, (await DrainAsync(store)).Count);
        await AssertOpenAsync(0, store);
    }

    [Fact]
    public async Task A_stream_that_was_lost_is_made_again_of_what_is_open()
    {
        var store = await ConnectAsync();
        for (var count = 0; count < 3; count++)
        {
            await AcceptAsync(store);
        }

        var waits = Assert.Single(await store.TakeAsync(Erp, 1, Lease, default));
        Assert.Single(await store.TakeAsync(Erp, 1, Lease, default)); // Is being attempted.
        await store.SettleAsync(new DeliverySettlement(waits, DeliveryState.Waiting, default) { After = Lease }, default);

        Assert.Equal(":1\r\n", await _server.AskAsync($"DEL {Queues}:stream:erp"));

        Assert.Equal(3, (await DrainAsync(store)).Distinct().Count());
        await AssertOpenAsync(0, store);
    }

    [Fact]
    public async Task A_route_that_was_lost_is_known_again_when_something_is_taken()
    {
        var clock = new LeapingClock();
        var store = await ConnectAsync(clock);
        await AcceptAsync(store);
        await _server.AskAsync("DEL gateway:routes");
        Assert.Empty(await store.StatusAsync(default));

        clock.Leap(TimeSpan.FromHours(1));
        Assert.Single(await store.TakeAsync(Erp, 1, Lease, default));

        await AssertOpenAsync(1, store);
    }

    [Fact]
    public async Task A_Redis_that_has_forgotten_everything_is_used_again()
    {
        var store = await ConnectAsync();
        await AcceptAsync(store);
        var held = Assert.Single(await store.TakeAsync(Erp, 1, Lease, default));

        await _server.AskAsync("FLUSHALL");
        await _server.AskAsync("SCRIPT FLUSH");

        await store.SettleAsync(new DeliverySettlement(held, DeliveryState.Delivered, default), default);
        await AcceptAsync(store);
        Assert.Single(await DrainAsync(store));
    }

    [Fact]
    public async Task A_Redis_without_memory_accepts_nothing_and_has_what_it_holds_delivered()
    {
        var store = await ConnectAsync();
        for (var count = 0; count < 4; count++)
        {
            await AcceptAsync(store);
        }

        var first = Assert.Single(await store.TakeAsync(Erp, 1, Lease, default));
        await _server.AskAsync("CONFIG SET maxmemory 1");

        var refused = DeliveryLoad.NewAcceptance();
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.AcceptAsync(refused, default));
        await store.RenewAsync(Erp, [first], Lease, default);
        await store.SettleAsync(new DeliverySettlement(first, DeliveryState.Waiting, new byte[10]), default);
        var taken = await store.TakeAsync(Erp, 3, Lease, default);
        await store.SettleAsync(new DeliverySettlement(taken[0], DeliveryState.Dead, new byte[10]) { Reason = "refused" }, default);
        await DrainAsync(store);

        Assert.Contains("OOM", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, taken.Count);
        Assert.Null(await store.FindAsync(refused.Event.Id, default));
        Assert.True(await store.RedeliverAsync(taken[0].Event.Id, "erp", default));
        Assert.Equal(1, await store.RemoveAsync(new Retention(Erp, DeliveryState.Delivered, TimeSpan.Zero, 0), 10, default));
        await _server.AskAsync("CONFIG SET maxmemory 0");
        Assert.Equal(AcceptState.Accepted, await store.AcceptAsync(refused, default)); // Its claim was not left behind.
    }

    [Fact]
    public async Task A_queue_whose_last_delivery_is_removed_leaves_nothing_but_the_name_of_its_route()
    {
        var store = await ConnectAsync();
        var acceptance = DeliveryLoad.NewAcceptance();
        await store.AcceptAsync(acceptance with { Claim = null, OrderKey = 7 }, default);
        await DrainAsync(store);
        Assert.Equal(1, await store.RemoveAsync(new Retention(Erp, DeliveryState.Delivered, TimeSpan.Zero, 0), 10, default));

        Assert.Equal("*1\r\n$14\r\ngateway:routes\r\n", await _server.AskAsync("KEYS *"));
    }

    private static async Task AcceptAsync(RedisDeliveryStore store) =>
        Assert.Equal(AcceptState.Accepted, await store.AcceptAsync(DeliveryLoad.NewAcceptance(), default));

    /// <summary>Takes and delivers until there is nothing to take.</summary>
    private static async Task<List<Guid>> DrainAsync(RedisDeliveryStore store)
    {
        var taken = new List<Guid>();
        while (await store.TakeAsync(Erp, 7, Lease, default) is { Count: > 0 } deliveries)
        {
            foreach (var delivery in deliveries)
            {
                taken.Add(delivery.Event.Id);
                await store.SettleAsync(new DeliverySettlement(delivery, DeliveryState.Delivered, new byte[1]), default);
            }
        }

        return taken;
    }

    private static async Task AssertOpenAsync(int expected, RedisDeliveryStore store) =>
        Assert.Equal(expected, Assert.Single(await store.StatusAsync(default)).Open);

    private async Task<int> ConsumersAsync() =>
        (await _server.AskAsync($"XINFO CONSUMERS {Queues}:stream:erp gateway")).Split("$4\r\nname\r\n").Length - 1;

    private RedisCommands Open(TimeProvider? clock = null) =>
        new(new() { Configuration = _server.Configuration, Timeout = TimeSpan.FromSeconds(5) }, clock ?? TimeProvider.System);

    private async Task<RedisDeliveryStore> ConnectAsync(TimeProvider? clock = null)
    {
        var commands = Open(clock);
        var store = new RedisDeliveryStore(commands);
        _open.Add(commands);
        var health = new RedisHealth(commands);
        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
        return store;
    }
}
