using Gateway.Storage.Deliveries;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    [Fact]
    public async Task What_is_renewed_stays_with_its_holder_beyond_its_lease_and_is_settled_by_it()
    {
        var accepted = await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp, lease: Short));

        await RenewAsync(Lease, taken);
        await PassAsync(Short * 2);

        Assert.Empty(await TakeAsync(Erp));
        await SettleAsync(taken, DeliveryState.Dead, reason: "final_status");
        Assert.Equal(DeliveryState.Dead, await StateAsync(accepted.Id));
    }

    [Fact]
    public async Task A_lease_that_was_renewed_ends_and_the_delivery_is_handed_out_again()
    {
        var accepted = await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp));
        var renewed = Clock.GetTimestamp();

        await RenewAsync(Short, taken);

        var (again, _) = await EventuallyTakenAsync(Erp);
        Assert.True(Clock.GetElapsedTime(renewed) >= Short - Tolerance);
        Assert.Equal((accepted.Id, 2), (again.Event.Id, again.Takes));
    }

    [Fact]
    public async Task What_nobody_else_has_taken_is_renewed_after_its_lease_has_ended()
    {
        await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp, lease: Short));
        await PassAsync(Short * 2);

        await RenewAsync(Lease, taken);

        Assert.Empty(await TakeAsync(Erp));
    }

    [Fact]
    public async Task A_former_holder_neither_prolongs_nor_shortens_what_another_has_taken()
    {
        await AcceptedAsync();
        var former = Assert.Single(await TakeAsync(Erp, lease: Short));
        var (present, _) = await EventuallyTakenAsync(Erp); // For long.

        await RenewAsync(Short, former);
        await PassAsync(Short * 2);
        Assert.Empty(await TakeAsync(Erp));

        await RenewAsync(Short, present);
        await RenewAsync(Lease, former);
        Assert.Equal(3, (await EventuallyTakenAsync(Erp)).Taken.Takes);
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task What_is_settled_is_not_renewed(DeliveryState state)
    {
        var accepted = await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp));
        await SettleAsync(taken, state);

        await RenewAsync(Lease, taken);

        Assert.Equal(state, await StateAsync(accepted.Id));
        Assert.Equal(state == DeliveryState.Waiting ? 1 : 0, (await TakeAsync(Erp)).Count); // A retry is due when it was.
    }

    [Fact]
    public async Task What_was_redelivered_is_not_renewed_by_who_held_it_before()
    {
        await AcceptedAsync();
        var former = Assert.Single(await TakeAsync(Erp));
        await SettleAsync(former, DeliveryState.Delivered);
        await PassAsync(TimeSpan.FromMilliseconds(1));
        Assert.True(await Archive.RedeliverAsync(former.Event.Id, "erp", CancellationToken.None));

        await RenewAsync(Lease, former);

        Assert.Single(await TakeAsync(Erp));
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_passed_over_and_the_others_are_renewed()
    {
        var gone = await AcceptedAsync();
        var kept = await AcceptedAsync();
        var taken = await TakeAsync(Erp, lease: Short);
        await SettleAsync(taken[0], DeliveryState.Delivered);
        await Archive.RemoveAsync(new Retention(Erp, DeliveryState.Delivered, TimeSpan.Zero, 0), 10, CancellationToken.None);
        Assert.Null(await Archive.FindAsync(gone.Id, CancellationToken.None));

        await RenewAsync(Lease, [.. taken]);
        await PassAsync(Short * 2);

        Assert.Empty(await TakeAsync(Erp));
        Assert.Equal(DeliveryState.Waiting, await StateAsync(kept.Id));
        await AssertCountsAsync(Erp, open: 1, dead: 0, delivered: 0);
    }

    [Fact]
    public async Task What_waits_for_its_turn_waits_while_the_first_is_renewed()
    {
        await AcceptedAsync(orderKey: 7);
        await AcceptedAsync(orderKey: 7);
        var first = Assert.Single(await TakeAsync(Erp, lease: Short));

        await RenewAsync(Lease, first);
        await PassAsync(Short * 2);
        Assert.Empty(await TakeAsync(Erp));

        await SettleAsync(first, DeliveryState.Delivered);
        Assert.Single(await TakeAsync(Erp));
    }

    private async Task RenewAsync(TimeSpan lease, params TakenDelivery[] held) =>
        await Queue.RenewAsync(Erp, held, lease, CancellationToken.None);
}
