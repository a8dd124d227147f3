using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite.Deliveries;

/// <summary>What the file holds when it is opened again, and what a file of an older gateway becomes.</summary>
public sealed class SqliteDeliveryRestartTests : IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();
    private readonly CorrectedClock _clock = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task Everything_is_as_it_was()
    {
        var scene = new DeliveryScene(_folder.Open(_clock));
        var events = new List<StoredEvent>();
        for (var count = 0; count < 4; count++)
        {
            events.Add(DeliveryScene.Event(bytes: 10_000 + count) with { EventId = $"evt_{count}", EventType = "order.created" });
            await scene.AcceptAsync(events[count]);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var taken = await scene.TakeAsync(atMost: 3);
        await scene.SettleAsync(taken[0], DeliveryState.Delivered, historyBytes: 10);
        await scene.SettleAsync(taken[1], DeliveryState.Dead, historyBytes: 20);
        await scene.SettleAsync(taken[2], DeliveryState.Waiting, historyBytes: 30);
        var (status, records) = (await scene.StatusAsync(), await RecordsAsync(scene, events));

        scene = new DeliveryScene(await _folder.ReopenAsync(_clock));

        Assert.Equal(status, await scene.StatusAsync());
        Assert.Equal(records, await RecordsAsync(scene, events));
        Assert.Equal([events[3].Id, events[2].Id], (await scene.TakeAsync()).Select(delivery => delivery.Event.Id));
        Assert.Equal(events[2].Content.ToArray(), (await scene.Store.FindAsync(events[2].Id, CancellationToken.None))!.Event.Content.ToArray());
    }

    [Fact]
    public async Task What_was_taken_is_free_at_once()
    {
        var scene = new DeliveryScene(_folder.Open(_clock));
        await scene.AcceptAsync(DeliveryScene.Event());
        Assert.Single(await scene.TakeAsync());

        scene = new DeliveryScene(await _folder.ReopenAsync(_clock));

        Assert.Equal(2, Assert.Single(await scene.TakeAsync()).Takes);
        Assert.Empty(await scene.TakeAsync());
    }

    [Fact]
    public async Task What_waits_for_its_turn_goes_on_waiting()
    {
        var scene = new DeliveryScene(_folder.Open(_clock));
        var (first, second) = (DeliveryScene.Event(), DeliveryScene.Event());
        await scene.Store.AcceptAsync(DeliveryScene.Acceptance(first) with { OrderKey = 1 }, CancellationToken.None);
        await scene.Store.AcceptAsync(DeliveryScene.Acceptance(second) with { OrderKey = 1 }, CancellationToken.None);

        scene = new DeliveryScene(await _folder.ReopenAsync(_clock));

        var taken = Assert.Single(await scene.TakeAsync());
        Assert.Equal(first.Id, taken.Event.Id);
        await scene.SettleAsync(taken, DeliveryState.Delivered);
        Assert.Equal(second.Id, Assert.Single(await scene.TakeAsync()).Event.Id);
    }

    [Fact]
    public async Task The_order_is_kept_also_after_a_start_with_a_clock_set_back()
    {
        var scene = new DeliveryScene(_folder.Open(_clock));
        var accepted = new List<Guid>();
        for (var round = 0; round < 3; round++)
        {
            for (var count = 0; count < 3; count++)
            {
                var next = DeliveryScene.Event();
                accepted.Add(next.Id);
                await scene.Store.AcceptAsync(DeliveryScene.Acceptance(next) with { OrderKey = 1 }, CancellationToken.None);
            }

            _clock.Correction -= TimeSpan.FromDays(1);
            scene = new DeliveryScene(await _folder.ReopenAsync(_clock));
        }

        var taken = new List<Guid>();
        while (await scene.TakeAsync() is { Count: > 0 } deliveries)
        {
            taken.Add(Assert.Single(deliveries).Event.Id);
            await scene.SettleAsync(deliveries[0], DeliveryState.Delivered);
        }

        Assert.Equal(accepted, taken);
    }

    [Fact]
    public async Task A_retry_is_due_when_it_was_to_be()
    {
        var scene = new DeliveryScene(_folder.Open(_clock));
        await scene.AcceptAsync(DeliveryScene.Event());
        var retry = new DeliverySettlement(Assert.Single(await scene.TakeAsync()), DeliveryState.Waiting, default) { After = TimeSpan.FromHours(1) };
        await scene.Store.SettleAsync(retry, CancellationToken.None);
        await _folder.CloseAsync();
        _clock.Advance(TimeSpan.FromMinutes(59));
        scene = new DeliveryScene(_folder.Open(_clock));
        Assert.Empty(await scene.TakeAsync());

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(await scene.TakeAsync());
    }

    [Fact]
    public async Task A_file_of_a_gateway_without_deliveries_keeps_its_claims_and_takes_deliveries()
    {
        _folder.Open(_clock);
        await _folder.CloseAsync();
        using (var visitor = _folder.Visit())
        {
            OldDatabase.Make(visitor, version: 1);
            OldDatabase.Insert(visitor, 1, isProcessed: true, _clock.GetUtcNow().AddDays(7));
        }

        var database = _folder.Open(_clock);

        var scene = new DeliveryScene(database);
        Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(database, 1));
        var copy = DeliveryScene.Acceptance(DeliveryScene.Event());
        Assert.Equal(AcceptState.Processed, await scene.Store.AcceptAsync(copy with { Claim = DeliveryScene.Claim(1) }, CancellationToken.None));
        Assert.Equal(AcceptState.Accepted, await scene.Store.AcceptAsync(copy with { Claim = DeliveryScene.Claim(2) }, CancellationToken.None));
        Assert.Single(await scene.TakeAsync());
    }

    private static async Task<List<object?>> RecordsAsync(DeliveryScene scene, List<StoredEvent> events)
    {
        var records = new List<object?>();
        foreach (var stored in events)
        {
            var found = await scene.Store.FindAsync(stored.Id, CancellationToken.None);
            var delivery = Assert.Single(found!.Deliveries);
            Assert.Equal(stored with { Content = default }, delivery.Event);
            records.Add((delivery.State, delivery.Destination, delivery.QueuedAt, delivery.At, delivery.Reason, delivery.History.Length, delivery.Bytes));
        }

        return records;
    }
}
