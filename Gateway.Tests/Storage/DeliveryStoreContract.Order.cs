using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    private const ulong Customer = 17;

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task Deliveries_of_one_order_key_go_one_at_a_time_in_the_order_of_acceptance(DeliveryState state)
    {
        var accepted = new List<Guid>();
        for (var count = 0; count < 5; count++)
        {
            accepted.Add((await AcceptedAsync(Customer)).Id);
        }

        var taken = new List<Guid>();
        while (await TakeAsync(Erp) is { Count: > 0 } deliveries)
        {
            var only = Assert.Single(deliveries);
            Assert.Empty(await TakeAsync(Erp));
            taken.Add(only.Event.Id);
            await SettleAsync(only, state);
        }

        Assert.Equal(accepted, taken);
    }

    [Fact]
    public async Task A_retry_keeps_its_turn()
    {
        var first = await AcceptedAsync(Customer);
        var second = await AcceptedAsync(Customer);
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Waiting, after: Short);

        var (again, _) = await EventuallyTakenAsync(Erp);
        await SettleAsync(again, DeliveryState.Delivered);

        Assert.Equal(first.Id, again.Event.Id);
        Assert.Equal(second.Id, Assert.Single(await TakeAsync(Erp)).Event.Id);
    }

    [Fact]
    public async Task A_lease_that_ends_does_not_hand_the_turn_on()
    {
        var first = await AcceptedAsync(Customer);
        await AcceptedAsync(Customer);
        Assert.Single(await TakeAsync(Erp, lease: Short));

        var (again, _) = await EventuallyTakenAsync(Erp);

        Assert.Equal(first.Id, again.Event.Id);
        Assert.Empty(await TakeAsync(Erp));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task A_settlement_that_is_repeated_hands_the_turn_on_once(DeliveryState state)
    {
        await AcceptedAsync(Customer);
        var second = await AcceptedAsync(Customer);
        await AcceptedAsync(Customer);
        var first = Assert.Single(await TakeAsync(Erp));

        await SettleAsync(first, state);
        await SettleAsync(first, state);

        Assert.Equal(second.Id, Assert.Single(await TakeAsync(Erp)).Event.Id);
        await SettleAsync(first, DeliveryState.Delivered); // Also what was dead, and turns out to have arrived.
        Assert.Empty(await TakeAsync(Erp));
    }

    [Fact]
    public async Task A_former_holder_hands_the_turn_on_by_what_it_has_delivered()
    {
        await AcceptedAsync(Customer);
        var second = await AcceptedAsync(Customer);
        var former = Assert.Single(await TakeAsync(Erp, lease: Short));
        var (present, _) = await EventuallyTakenAsync(Erp);

        await SettleAsync(former, DeliveryState.Delivered);
        await SettleAsync(present, DeliveryState.Dead);

        Assert.Equal(second.Id, Assert.Single(await TakeAsync(Erp)).Event.Id);
        Assert.Empty(await TakeAsync(Erp));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task A_redelivery_goes_behind_what_waits_with_its_order_key(DeliveryState state)
    {
        var first = await AcceptedAsync(Customer);
        var second = await AcceptedAsync(Customer);
        var third = await AcceptedAsync(Customer);
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), state);

        Assert.True(await Archive.RedeliverAsync(first.Id, "erp", CancellationToken.None));
        var fourth = await AcceptedAsync(Customer);

        var taken = new List<Guid>();
        while (await TakeAsync(Erp) is { Count: > 0 } deliveries)
        {
            taken.Add(Assert.Single(deliveries).Event.Id);
            await SettleAsync(deliveries[0], DeliveryState.Delivered);
        }

        Assert.Equal([second.Id, third.Id, first.Id, fourth.Id], taken);
    }

    [Fact]
    public async Task A_redelivery_with_an_order_key_that_nothing_waits_for_is_due_at_once()
    {
        var accepted = await AcceptedAsync(Customer);
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Dead);

        Assert.True(await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None));

        Assert.Equal(accepted.Id, Assert.Single(await TakeAsync(Erp)).Event.Id);
    }

    [Fact]
    public async Task Another_order_key_and_none_are_not_held_up()
    {
        var first = await AcceptedAsync(Customer);
        await AcceptedAsync(Customer);
        var another = await AcceptedAsync(UInt128.MaxValue);
        var none = await AcceptedAsync();
        var zero = await AcceptedAsync(UInt128.Zero);

        Assert.Equal([first.Id, another.Id, none.Id, zero.Id], (await TakeAsync(Erp)).Select(taken => taken.Event.Id));
        Assert.Empty(await TakeAsync(Erp));
    }

    [Fact]
    public async Task Many_that_wait_for_their_turn_do_not_hide_one_that_is_due()
    {
        for (var count = 0; count < 150; count++)
        {
            Assert.Equal(AcceptState.Accepted, await AcceptAsync(NewEvent(), orderKey: Customer));
        }

        Assert.Single(await TakeAsync(Erp, atMost: 1));
        var due = await AcceptedAsync();

        Assert.Equal(due.Id, Assert.Single(await TakeAsync(Erp, atMost: 1)).Event.Id);
    }

    [Fact]
    public async Task An_order_key_orders_each_queue_on_its_own()
    {
        var first = await AcceptedAsync(Customer, ["erp", "crm"]);
        var second = await AcceptedAsync(Customer, ["erp", "crm"]);

        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);

        Assert.Equal(second.Id, Assert.Single(await TakeAsync(Erp)).Event.Id);
        Assert.Equal(first.Id, Assert.Single(await TakeAsync(Crm)).Event.Id);
    }

    [Fact]
    public async Task What_waits_for_its_turn_is_open()
    {
        await AcceptedAsync(Customer);
        var behind = await AcceptedAsync(Customer);

        var found = await FindAsync(behind.Id, "erp");

        Assert.Equal(DeliveryState.Waiting, found!.State);
        Assert.Null(found.At);
        await AssertCountsAsync(Erp, open: 2, dead: 0, delivered: 0);
        Assert.False(await Archive.RedeliverAsync(behind.Id, "erp", CancellationToken.None));
    }

    [Fact]
    public async Task Of_200_accepts_at_once_with_one_order_key_one_is_handed_out_at_a_time()
    {
        var accepts = Enumerable.Range(0, 200)
            .Select(_ => NewEvent())
            .Select(received => Task.Run(() => AcceptAsync(received, orderKey: Customer)));
        Each.Is(await Task.WhenAll(accepts), state => Assert.Equal(AcceptState.Accepted, state));

        var seen = new HashSet<Guid>();
        while (await TakeAsync(Erp) is { Count: > 0 } deliveries)
        {
            Assert.True(seen.Add(Assert.Single(deliveries).Event.Id));
            await SettleAsync(deliveries[0], DeliveryState.Delivered);
        }

        Assert.Equal(200, seen.Count);
    }
}
