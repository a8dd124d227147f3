using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Storage.Memory.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Memory.Deliveries;

public sealed class MemoryDeliveryStoreTests : DeliveryStoreContract
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly MemoryClaimStore _claims;
    private readonly MemoryDeliveryStore _store;

    public MemoryDeliveryStoreTests()
    {
        _claims = new MemoryClaimStore(_clock);
        _store = new MemoryDeliveryStore(_claims, _clock);
    }

    private protected override IDeliveryQueue Queue => _store;

    private protected override IDeliveryArchive Archive => _store;

    private protected override IClaimStore Claims => _claims;

    private protected override TimeProvider Clock => _clock;

    [Fact]
    public async Task A_full_store_refuses_leaves_no_claim_and_has_room_again_once_something_is_removed()
    {
        var store = new MemoryDeliveryStore(_claims, _clock, capacity: 300_000);
        var queue = new QueueName(NewEvent().Route, "erp");
        var accepted = 0;
        while (await store.AcceptAsync(new Acceptance(NewEvent(new byte[100_000]), ["erp"]), CancellationToken.None) == AcceptState.Accepted)
        {
            accepted++;
        }

        var refused = new Acceptance(NewEvent(new byte[100_000]), ["erp"]) { Claim = NewClaim() };
        Assert.Equal(AcceptState.Full, await store.AcceptAsync(refused, CancellationToken.None));
        Assert.Equal(2, accepted);

        var taken = Assert.Single(await store.TakeAsync(queue, 1, TimeSpan.FromMinutes(1), CancellationToken.None));
        await store.SettleAsync(new DeliverySettlement(taken, DeliveryState.Delivered, new byte[1000]), CancellationToken.None);
        Assert.Equal(1, await store.RemoveAsync(new Retention(queue, DeliveryState.Delivered, TimeSpan.Zero, 0), 10, CancellationToken.None));

        Assert.Equal(AcceptState.Accepted, await store.AcceptAsync(refused, CancellationToken.None));
    }

    [Fact]
    public async Task Everything_is_given_back_when_all_is_removed()
    {
        var store = new MemoryDeliveryStore(_claims, _clock, capacity: 10_000);
        var queue = new QueueName(NewEvent().Route, "erp");
        for (var round = 0; round < 50; round++)
        {
            Assert.Equal(
                AcceptState.Accepted,
                await store.AcceptAsync(new Acceptance(NewEvent(new byte[5000]) with { EventId = "evt_1" }, ["erp"]), CancellationToken.None));
            var taken = Assert.Single(await store.TakeAsync(queue, 1, TimeSpan.FromMinutes(1), CancellationToken.None));
            await store.SettleAsync(new DeliverySettlement(taken, DeliveryState.Dead, new byte[1000]), CancellationToken.None);
            Assert.Equal(1, await store.RemoveAsync(new Retention(queue, DeliveryState.Dead, TimeSpan.Zero, 0), 1, CancellationToken.None));
        }

        Assert.Empty(await store.StatusAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_page_of_what_is_rare_ends_before_all_has_been_looked_at()
    {
        for (var count = 0; count < 3000; count++)
        {
            await AcceptAsync(NewEvent());
        }

        var rare = NewEvent() with { EventType = "rare" };
        await AcceptAsync(rare);

        var first = await _store.ListAsync(new DeliveryFilter { EventType = "rare" }, after: null, 10, CancellationToken.None);
        var second = await _store.ListAsync(new DeliveryFilter { EventType = "rare" }, first.Next, 10, CancellationToken.None);

        Assert.Empty(first.Deliveries);
        Assert.Equal(rare.Id, Assert.Single(second.Deliveries).Event.Id);
        Assert.Null(second.Next);
    }

    private protected override Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }
}
