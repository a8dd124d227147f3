using Gateway.Storage.Deliveries;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    [Fact]
    public async Task A_delivery_is_handed_out_again_when_its_lease_ends_and_not_before()
    {
        var accepted = await AcceptedAsync();
        var asked = Clock.GetTimestamp();
        Assert.Single(await TakeAsync(Erp, lease: Short));

        var (again, _) = await EventuallyTakenAsync(Erp);

        Assert.True(Clock.GetElapsedTime(asked) >= Short - Tolerance);
        AssertSame(accepted, again.Event);
        Assert.Equal(2, again.Takes);
        Assert.Empty(await TakeAsync(Erp));
    }

    [Fact]
    public async Task A_delivery_that_is_put_back_is_handed_out_at_once_with_its_history()
    {
        await AcceptedAsync();
        var first = Assert.Single(await TakeAsync(Erp));

        await SettleAsync(first, DeliveryState.Waiting);

        var second = Assert.Single(await TakeAsync(Erp));
        Assert.Equal(2, second.Takes);
        Assert.Equal(first.QueuedAt, second.QueuedAt);
        Assert.Equal(Attempts.ToArray(), second.History.ToArray());
    }

    [Fact]
    public async Task A_retry_waits_for_its_delay()
    {
        var accepted = await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp));
        var settled = Clock.GetTimestamp();

        await SettleAsync(taken, DeliveryState.Waiting, after: Short);

        var (again, _) = await EventuallyTakenAsync(Erp);
        Assert.True(Clock.GetElapsedTime(settled) >= Short - Tolerance);
        Assert.Equal(accepted.Id, again.Event.Id);
    }

    [Fact]
    public async Task A_retry_says_when_it_will_be()
    {
        var accepted = await AcceptedAsync();
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Waiting, after: TimeSpan.FromHours(1));

        var waiting = await FindAsync(accepted.Id, "erp");

        Assert.Equal(DeliveryState.Waiting, waiting!.State);
        Assert.InRange(waiting.At!.Value - waiting.QueuedAt, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task History_comes_back_as_it_was_written(int length)
    {
        var history = Enumerable.Range(0, length).Select(number => (byte)number).ToArray();
        var accepted = await AcceptedAsync();
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Waiting, history: new byte[3]);

        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Waiting, history: history);

        Assert.Equal(history, (await FindAsync(accepted.Id, "erp"))!.History.ToArray());
        Assert.Equal(history, Assert.Single(await TakeAsync(Erp)).History.ToArray());
    }

    [Fact]
    public async Task The_longest_due_is_handed_out_first()
    {
        var first = await AcceptedAsync();
        var second = await AcceptedAsync();
        var third = await AcceptedAsync();
        await SettleAsync(Assert.Single(await TakeAsync(Erp, atMost: 1)), DeliveryState.Waiting); // Due now, behind the others.
        await PassAsync(TimeSpan.FromMilliseconds(1));
        var fourth = await AcceptedAsync();

        var order = (await TakeAsync(Erp)).Select(taken => taken.Event.Id);

        Assert.Equal([second.Id, third.Id, first.Id, fourth.Id], order);
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Dead)]
    internal async Task What_a_holder_says_counts_after_its_lease_as_long_as_nobody_else_has_taken_it(DeliveryState state)
    {
        var accepted = await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp, lease: Short));
        await PassAsync(Short);

        await SettleAsync(taken, state, after: TimeSpan.FromHours(1));

        Assert.Equal(state, await StateAsync(accepted.Id));
        Assert.Empty(await TakeAsync(Erp));
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Dead)]
    internal async Task What_a_former_holder_says_is_ignored(DeliveryState state)
    {
        var accepted = await AcceptedAsync();
        var former = Assert.Single(await TakeAsync(Erp, lease: Short));
        var (present, _) = await EventuallyTakenAsync(Erp);

        await SettleAsync(former, state, history: new byte[] { 1 });

        Assert.Empty(await TakeAsync(Erp)); // It is not put back.
        Assert.Equal(DeliveryState.Waiting, await StateAsync(accepted.Id));
        await SettleAsync(present, DeliveryState.Delivered);
        var over = await FindAsync(accepted.Id, "erp");
        Assert.Equal(DeliveryState.Delivered, over!.State);
        Assert.Equal(Attempts.ToArray(), over.History.ToArray());
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Dead)]
    internal async Task What_a_former_holder_has_delivered_is_delivered_whatever_the_present_one_says(DeliveryState state)
    {
        var accepted = await AcceptedAsync();
        var former = Assert.Single(await TakeAsync(Erp, lease: Short));
        var (present, _) = await EventuallyTakenAsync(Erp);

        await SettleAsync(former, DeliveryState.Delivered);
        await SettleAsync(present, state);

        Assert.Equal(DeliveryState.Delivered, await StateAsync(accepted.Id));
        Assert.Empty(await TakeAsync(Erp));
        await AssertCountsAsync(Erp, open: 0, dead: 0, delivered: 1);
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Dead)]
    internal async Task What_a_former_holder_has_delivered_is_delivered_whatever_the_present_one_has_said(DeliveryState state)
    {
        var accepted = await AcceptedAsync();
        var former = Assert.Single(await TakeAsync(Erp, lease: Short));
        var (present, _) = await EventuallyTakenAsync(Erp);

        await SettleAsync(present, state);
        await SettleAsync(former, DeliveryState.Delivered);

        var over = await FindAsync(accepted.Id, "erp");
        Assert.Equal(DeliveryState.Delivered, over!.State);
        Assert.Null(over.Reason);
        Assert.Empty(await TakeAsync(Erp));
        await AssertCountsAsync(Erp, open: 0, dead: 0, delivered: 1);
    }

    [Theory]
    [InlineData(DeliveryState.Waiting, 1, 0, 0)]
    [InlineData(DeliveryState.Dead, 0, 1, 0)]
    [InlineData(DeliveryState.Delivered, 0, 0, 1)]
    internal async Task Nothing_changes_when_a_settlement_is_repeated(DeliveryState state, int open, int dead, int delivered)
    {
        await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp));

        for (var time = 0; time < 3; time++)
        {
            await SettleAsync(taken, state);
        }

        await AssertCountsAsync(Erp, open, dead, delivered);
        Assert.Equal(open, (await TakeAsync(Erp)).Count);
        await SettleAsync(taken, state); // By now another may have it.
        await AssertCountsAsync(Erp, open, dead, delivered);
        Assert.Empty(await TakeAsync(Erp));
    }

    [Fact]
    public async Task A_settlement_of_what_is_not_kept_any_more_is_ignored()
    {
        await AcceptedAsync();
        var taken = Assert.Single(await TakeAsync(Erp));
        await SettleAsync(taken, DeliveryState.Delivered);
        await Archive.RemoveAsync(new Retention(Erp, DeliveryState.Delivered, TimeSpan.Zero, 0), 10, CancellationToken.None);

        await SettleAsync(taken, DeliveryState.Delivered);

        Assert.Equal(DeliveryState.None, await StateAsync(taken.Event.Id));
        await AssertCountsAsync(Erp, open: 0, dead: 0, delivered: 0);
    }

    private async Task AssertCountsAsync(QueueName queue, long open, long dead, long delivered)
    {
        var status = await StatusAsync(queue); // None for a queue that holds nothing.
        Assert.Equal((open, dead, delivered), (status?.Open ?? 0, status?.Dead ?? 0, status?.Delivered ?? 0));
    }
}
