using System.Diagnostics;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis.Deliveries;

/// <summary>A primary with replicas, and what is left when it is gone.</summary>
public sealed class RedisFailoverTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly List<IAsyncDisposable> _open = [];
    private RedisServer _primary = null!;
    private RedisServer _replica = null!;

    public async Task InitializeAsync()
    {
        _primary = await StartAsync(null);
        _replica = await StartAsync(_primary);
    }

    public async Task DisposeAsync()
    {
        _open.Reverse(); // The connections first.
        foreach (var one in _open)
        {
            await one.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_promoted_replica_is_found_within_seconds(int replicas)
    {
        var store = await ConnectAsync(replicas);
        await _primary.StopAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.AcceptAsync(DeliveryLoad.NewAcceptance(), default));

        await _replica.AskAsync("REPLICAOF NO ONE");
        await StartAsync(_replica);

        var waiting = Stopwatch.StartNew();
        await EventuallyAcceptsAsync(store);
        Assert.InRange(waiting.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_replica_that_is_promoted_while_the_primary_hangs_is_found_within_seconds()
    {
        var store = await ConnectAsync(replicas: 0);
        await _primary.PauseAsync();
        for (var hanging = Stopwatch.StartNew(); hanging.Elapsed < 10 * Patience;)
        {
            Assert.False(await DeliveryLoad.IsAcceptedAsync(store, DeliveryLoad.NewAcceptance()));
            await Pause.BetweenLooksAsync();
        }

        await _replica.AskAsync("REPLICAOF NO ONE");

        var waiting = Stopwatch.StartNew();
        await EventuallyAcceptsAsync(store);
        Assert.InRange(waiting.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_primary_that_became_a_replica_is_left_for_its_successor()
    {
        var store = await ConnectAsync(replicas: 0);

        await _replica.AskAsync("REPLICAOF NO ONE");
        await _primary.AskAsync($"REPLICAOF 127.0.0.1 {_replica.Port}");

        await EventuallyAcceptsAsync(store);
        Assert.Contains("role:slave", await _primary.AskAsync("INFO replication"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acceptance_is_answered_when_a_replica_has_it()
    {
        var store = await ConnectAsync(replicas: 1);
        var acceptance = DeliveryLoad.NewAcceptance();

        Assert.Equal(AcceptState.Accepted, await store.AcceptAsync(acceptance, default));

        Assert.Equal(":1\r\n", await _replica.AskAsync("EXISTS " + NameOf(acceptance)));
    }

    [Fact]
    public async Task An_acceptance_that_no_replica_has_is_none_until_a_replica_has_it()
    {
        var store = await ConnectAsync(replicas: 1);
        await _replica.PauseAsync();
        var acceptance = DeliveryLoad.NewAcceptance();

        var waiting = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.AcceptAsync(acceptance, default));
        Assert.Contains("confirmed", failure.Message, StringComparison.Ordinal);
        Assert.InRange(waiting.Elapsed, Patience - TimeSpan.FromMilliseconds(20), 10 * Patience);

        // The provider's next try is a duplicate, and that too is said only when a replica has it.
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.AcceptAsync(acceptance, default));
        await _replica.ResumeAsync();
        await Eventually.IsTrueAsync(() => DeliveryLoad.IsAcceptedAsync(store, acceptance), "a replica has it");
        Assert.Equal(AcceptState.Processed, await store.AcceptAsync(acceptance, default));
        Assert.Single(await store.TakeAsync(new QueueName("orders", "erp"), 10, Patience, default));
    }

    [Fact]
    public async Task Without_replicas_to_wait_for_none_is_waited_for()
    {
        var store = await ConnectAsync(replicas: 0);
        await _replica.StopAsync();

        Assert.Equal(AcceptState.Accepted, await store.AcceptAsync(DeliveryLoad.NewAcceptance(), default));
    }

    [Fact]
    public async Task Fewer_replicas_than_asked_for_are_not_enough()
    {
        var store = await ConnectAsync(replicas: 2);

        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.AcceptAsync(DeliveryLoad.NewAcceptance(), default));

        await StartAsync(_primary);
        await EventuallyAcceptsAsync(store);
    }

    [Fact]
    public async Task Nothing_that_was_accepted_is_lost_when_a_replica_is_promoted_under_load()
    {
        var store = await ConnectAsync(replicas: 1);
        await using var load = new DeliveryLoad(store);
        load.Start(senders: 16);
        await Eventually.IsTrueAsync(() => Task.FromResult(load.Answered > 300), "events are accepted");

        await _primary.StopAsync();
        await _replica.AskAsync("REPLICAOF NO ONE");
        await StartAsync(_replica);
        var before = load.Answered;
        await Eventually.IsTrueAsync(() => Task.FromResult(load.Answered > before + 300), "events are accepted again");
        await load.StopAsync();

        Assert.Equal(0, await load.LostAsync());
    }

    [Fact]
    public async Task In_a_cluster_the_replicas_of_the_routes_own_node_are_asked()
    {
        await using var cluster = await RedisCluster.StartAsync(replicated: true);
        await using var commands = new RedisCommands(Options(cluster.Configuration, replicas: 1), TimeProvider.System);
        var store = new RedisDeliveryStore(commands);
        string[] routes = ["a", "b", "c", "d", "e", "f"]; // On all three nodes.
        foreach (var route in routes)
        {
            await EventuallyAcceptsAsync(store, route);
        }

        var replicas = await cluster.Nodes.ToAsyncEnumerable()
            .Where(async (node, _) => (await node.AskAsync("INFO replication")).Contains("role:slave", StringComparison.Ordinal))
            .ToListAsync();
        await replicas[0].StopAsync();

        var accepted = 0;
        foreach (var route in routes)
        {
            accepted += await DeliveryLoad.IsAcceptedAsync(store, DeliveryLoad.NewAcceptance(route)) ? 1 : 0;
        }

        Assert.InRange(accepted, 1, routes.Length - 1); // All but those on the node without a replica.
    }

    private static RedisOptions Options(string configuration, int replicas) =>
        new() { Configuration = configuration, Timeout = Patience, Replicas = replicas };

    private static string NameOf(Acceptance acceptance) =>
        (string)new RedisKeys("gateway:").Event(acceptance.Event.Route, acceptance.Event.Id)!;

    private static Task EventuallyAcceptsAsync(RedisDeliveryStore store, string route = "orders") =>
        Eventually.IsTrueAsync(() => DeliveryLoad.IsAcceptedAsync(store, DeliveryLoad.NewAcceptance(route)), "events are accepted");

    /// <summary>A server that copies another.</summary>
    private async Task<RedisServer> StartAsync(RedisServer? primary)
    {
        var server = await RedisServer.StartAsync(new() { ReplicaOf = primary?.Port });
        _open.Add(server);
        if (primary is not null)
        {
            await server.FollowsAsync();
        }

        return server;
    }

    private async Task<RedisDeliveryStore> ConnectAsync(int replicas)
    {
        var options = Options($"{_primary.Configuration},{_replica.Configuration}", replicas);
        var commands = new RedisCommands(options, TimeProvider.System);
        var store = new RedisDeliveryStore(commands);
        _open.Add(commands);
        var health = new RedisHealth(commands);
        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
        if (replicas == 1)
        {
            await EventuallyAcceptsAsync(store, "another route"); // The connection that waits for replicas is there.
        }

        return store;
    }
}
