using Gateway.Storage.Deliveries;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task What_is_over_can_be_redelivered_and_begins_with_its_history(DeliveryState state)
    {
        var accepted = await OverAsync(state);
        var before = await FindAsync(accepted.Id, "erp");

        Assert.True(await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None));

        var waiting = await FindAsync(accepted.Id, "erp");
        Assert.Equal((DeliveryState.Waiting, null), (waiting!.State, waiting.Reason));
        Assert.True(waiting.QueuedAt > before!.QueuedAt);
        await AssertCountsAsync(Erp, open: 1, dead: 0, delivered: 0);
        var taken = Assert.Single(await TakeAsync(Erp));
        AssertSame(accepted, taken.Event);
        Assert.Equal(Attempts.ToArray(), taken.History.ToArray());
        Assert.Equal(waiting.QueuedAt, taken.QueuedAt);
        Assert.Equal(2, taken.Takes);
        await SettleAsync(taken, DeliveryState.Delivered);
        await AssertCountsAsync(Erp, open: 0, dead: 0, delivered: 1);
    }

    [Fact]
    public async Task What_is_open_cannot_be_redelivered()
    {
        var accepted = await AcceptedAsync();
        Assert.False(await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None));

        Assert.Single(await TakeAsync(Erp));
        Assert.False(await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None));

        Assert.Empty(await TakeAsync(Erp));
        await AssertCountsAsync(Erp, open: 1, dead: 0, delivered: 0);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_redelivered()
    {
        var accepted = await OverAsync(DeliveryState.Delivered);

        Assert.False(await Archive.RedeliverAsync(Unknown, "erp", CancellationToken.None));
        Assert.False(await Archive.RedeliverAsync(accepted.Id, "crm", CancellationToken.None));

        await AssertCountsAsync(Erp, open: 0, dead: 0, delivered: 1);
    }

    [Fact]
    public async Task A_dead_letter_can_be_discarded_and_its_event_goes_with_the_last()
    {
        var accepted = await OverAsync(DeliveryState.Dead);

        Assert.True(await Archive.DiscardAsync(accepted.Id, "erp", CancellationToken.None));

        Assert.Null(await Archive.FindAsync(accepted.Id, CancellationToken.None));
        Assert.Equal(0, (await StatusAsync(Erp))?.Dead ?? 0);
        Assert.False(await Archive.DiscardAsync(accepted.Id, "erp", CancellationToken.None));
        await OverAsync(DeliveryState.Dead); // The queue is what it was.
        await AssertCountsAsync(Erp, open: 0, dead: 1, delivered: 0);
    }

    [Fact]
    public async Task What_is_not_dead_is_not_discarded()
    {
        var delivered = await OverAsync(DeliveryState.Delivered);
        var open = await AcceptedAsync();

        Assert.False(await Archive.DiscardAsync(delivered.Id, "erp", CancellationToken.None));
        Assert.False(await Archive.DiscardAsync(open.Id, "erp", CancellationToken.None));
        Assert.False(await Archive.DiscardAsync(Unknown, "erp", CancellationToken.None));

        await AssertCountsAsync(Erp, open: 1, dead: 0, delivered: 1);
    }

    [Fact]
    public async Task A_redelivery_leaves_the_other_destinations_alone()
    {
        var accepted = await AcceptedAsync(destinations: ["erp", "crm"]);
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);
        await SettleAsync(Assert.Single(await TakeAsync(Crm)), DeliveryState.Dead);

        Assert.True(await Archive.RedeliverAsync(accepted.Id, "crm", CancellationToken.None));

        Assert.Empty(await TakeAsync(Erp));
        Assert.Single(await TakeAsync(Crm));
    }

    [Fact]
    public async Task A_redelivery_that_is_asked_for_twice_is_one()
    {
        var accepted = await OverAsync(DeliveryState.Delivered);

        Assert.True(await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None));
        Assert.False(await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None));

        Assert.Single(await TakeAsync(Erp));
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Dead)]
    [InlineData(DeliveryState.Delivered)]
    internal async Task A_settlement_of_before_a_redelivery_does_not_end_it(DeliveryState repeated)
    {
        var accepted = await AcceptedAsync();
        var before = Assert.Single(await TakeAsync(Erp));
        await SettleAsync(before, DeliveryState.Delivered);
        await PassAsync(TimeSpan.FromMilliseconds(1));
        await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None);

        await SettleAsync(before, repeated, after: TimeSpan.FromHours(1));

        Assert.Equal(DeliveryState.Waiting, await StateAsync(accepted.Id));
        Assert.Single(await TakeAsync(Erp));
    }

    [Fact]
    public async Task A_queue_counts_what_it_holds()
    {
        await OverAsync(DeliveryState.Delivered);
        await OverAsync(DeliveryState.Delivered);
        await OverAsync(DeliveryState.Dead);
        var oldest = await AcceptedAsync();
        await AcceptedAsync(orderKey: Customer);
        await AcceptedAsync(orderKey: Customer, destinations: ["erp", "crm"]);
        Assert.Equal(2, (await TakeAsync(Erp)).Count);

        var erp = await StatusAsync(Erp);
        var crm = await StatusAsync(Crm);

        Assert.Equal(new QueueStatus(Erp, 3, 1, 2, (await FindAsync(oldest.Id, "erp"))!.QueuedAt), erp);
        Assert.Equal((1, 0, 0), (crm!.Open, crm.Dead, crm.Delivered));
        Assert.True(crm.OldestOpen > erp!.OldestOpen);
    }

    [Fact]
    public async Task Nothing_is_the_oldest_of_what_is_not_there()
    {
        await OverAsync(DeliveryState.Delivered);

        Assert.Equal(new QueueStatus(Erp, 0, 0, 1, OldestOpen: null), await StatusAsync(Erp));
    }
}
