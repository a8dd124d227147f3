using Gateway.Storage.Deliveries;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task What_is_over_is_kept_for_its_age(DeliveryState state)
    {
        var accepted = await OverAsync(state);
        Assert.Equal(0, await RemoveAsync(state, Long));
        Assert.Equal(state, await StateAsync(accepted.Id));

        await PassAsync(Short);

        Assert.Equal(1, await RemoveAsync(state, Short));
        Assert.Null(await Archive.FindAsync(accepted.Id, CancellationToken.None));
        Assert.Empty(await ListAsync(new DeliveryFilter { Route = _route }));
        await AssertCountsAsync(Erp, open: 0, dead: 0, delivered: 0);
        Assert.False(await Archive.RedeliverAsync(accepted.Id, "erp", CancellationToken.None));
    }

    [Fact]
    public async Task The_oldest_is_removed_first_and_no_more_at_once_than_was_asked_for()
    {
        var delivered = new List<Guid>();
        for (var count = 0; count < 5; count++)
        {
            delivered.Add((await OverAsync(DeliveryState.Delivered)).Id);
        }

        var removed = new List<int>();
        for (var round = 1; round <= 3; round++)
        {
            removed.Add(await RemoveAsync(DeliveryState.Delivered, TimeSpan.Zero, atMost: 2));
            var left = await ListAsync(new DeliveryFilter { Route = _route });
            Assert.Equal(delivered.Skip(2 * round), left.Select(delivery => delivery.Event.Id));
        }

        Assert.Equal([2, 2, 1], removed);
        Assert.Equal(0, await RemoveAsync(DeliveryState.Delivered, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(500, 0)]
    [InlineData(499, 1)]
    [InlineData(400, 1)]
    [InlineData(201, 3)]
    [InlineData(200, 3)]
    [InlineData(99, 5)]
    [InlineData(0, 5)]
    public async Task What_is_more_than_its_bytes_is_removed_the_oldest_first(long bytes, int expected)
    {
        var delivered = new List<Guid>();
        for (var count = 0; count < 5; count++)
        {
            delivered.Add((await OverAsync(DeliveryState.Delivered, NewEvent(new byte[100]))).Id);
        }

        Assert.Equal(expected, await RemoveAsync(DeliveryState.Delivered, Long, bytes));

        var left = await ListAsync(new DeliveryFilter { Route = _route });
        Assert.Equal(delivered.Skip(expected), left.Select(delivery => delivery.Event.Id));
        Assert.Equal(0, await RemoveAsync(DeliveryState.Delivered, Long, bytes));
    }

    [Fact]
    public async Task Each_state_and_each_queue_is_counted_on_its_own()
    {
        var accepted = await AcceptedAsync(destinations: ["erp", "crm"], received: NewEvent(new byte[100]));
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);
        await SettleAsync(Assert.Single(await TakeAsync(Crm)), DeliveryState.Dead);
        await OverAsync(DeliveryState.Dead, NewEvent(new byte[100]));

        Assert.Equal(0, await RemoveAsync(DeliveryState.Delivered, Long, 100));
        Assert.Equal(0, await RemoveAsync(DeliveryState.Dead, Long, 100));
        Assert.Equal(1, await RemoveAsync(DeliveryState.Delivered, Long, 0));

        Assert.Equal(DeliveryState.None, await StateAsync(accepted.Id, "erp"));
        Assert.Equal(DeliveryState.Dead, await StateAsync(accepted.Id, "crm"));
        await AssertCountsAsync(Erp, open: 0, dead: 1, delivered: 0);
        await AssertCountsAsync(Crm, open: 0, dead: 1, delivered: 0);
    }

    [Fact]
    public async Task What_was_redelivered_or_turned_out_delivered_counts_where_it_is_now()
    {
        var dead = await OverAsync(DeliveryState.Dead, NewEvent(new byte[100]));
        await Archive.RedeliverAsync(dead.Id, "erp", CancellationToken.None);
        Assert.Equal(0, await RemoveAsync(DeliveryState.Dead, TimeSpan.Zero, 0)); // Open, by now.
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);

        Assert.Equal(0, await RemoveAsync(DeliveryState.Dead, TimeSpan.Zero, 0));
        Assert.Equal(0, await RemoveAsync(DeliveryState.Delivered, Long, 100));
        Assert.Equal(1, await RemoveAsync(DeliveryState.Delivered, Long, 99));
    }

    [Fact]
    public async Task An_event_goes_with_its_last_delivery()
    {
        var accepted = await AcceptedAsync(destinations: ["erp", "crm"], received: NewEvent(new byte[5000]));
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);

        Assert.Equal(1, await RemoveAsync(DeliveryState.Delivered, TimeSpan.Zero));

        var found = await Archive.FindAsync(accepted.Id, CancellationToken.None);
        AssertSame(accepted, found!.Event);
        Assert.Equal("crm", Assert.Single(found.Deliveries).Destination);
        var taken = Assert.Single(await TakeAsync(Crm));
        AssertSame(accepted, taken.Event);
        await SettleAsync(taken, DeliveryState.Dead);
        var crm = new Retention(Crm, DeliveryState.Dead, TimeSpan.Zero, 0);
        Assert.Equal(1, await Archive.RemoveAsync(crm, 10, CancellationToken.None));
        Assert.Null(await Archive.FindAsync(accepted.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_open_is_never_removed()
    {
        var accepted = await AcceptedAsync(Customer);
        await AcceptedAsync(Customer);
        Assert.Single(await TakeAsync(Erp));

        Assert.Equal(0, await RemoveAsync(DeliveryState.Delivered, TimeSpan.Zero, 0));
        Assert.Equal(0, await RemoveAsync(DeliveryState.Dead, TimeSpan.Zero, 0));

        Assert.Equal(DeliveryState.Waiting, await StateAsync(accepted.Id));
        await AssertCountsAsync(Erp, open: 2, dead: 0, delivered: 0);
    }

    [Fact]
    public async Task Nothing_is_removed_of_a_queue_that_nobody_has_heard_of() =>
        Assert.Equal(0, await Archive.RemoveAsync(
            new Retention(new QueueName(_route, "nowhere"), DeliveryState.Dead, TimeSpan.Zero, 0), 10, CancellationToken.None));

    [Fact]
    public async Task An_event_that_is_not_kept_any_more_is_a_duplicate_all_the_same()
    {
        var claim = NewClaim();
        await AcceptAsync(NewEvent(), claim);
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);
        await PassAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await RemoveAsync(DeliveryState.Delivered, TimeSpan.Zero));

        Assert.Equal(AcceptState.Processed, await AcceptAsync(NewEvent(), claim));
    }

    private async Task<int> RemoveAsync(DeliveryState state, TimeSpan age, long bytes = long.MaxValue, int atMost = 100) =>
        await Archive.RemoveAsync(new Retention(Erp, state, age, bytes), atMost, CancellationToken.None);
}
