using Gateway.Storage.Deliveries;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 7)]
    [InlineData(false, 1000)]
    [InlineData(true, 1)]
    [InlineData(true, 7)]
    [InlineData(true, 1000)]
    public async Task A_list_is_read_page_by_page_in_the_order_of_reception(bool newestFirst, int atMost)
    {
        var accepted = new List<(Guid Id, string Destination)>();
        for (var count = 0; count < 10; count++)
        {
            var id = (await AcceptedAsync(destinations: ["erp", "crm"])).Id;
            accepted.AddRange([(id, "erp"), (id, "crm")]);
        }

        var listed = await ListAsync(new DeliveryFilter { Route = _route, NewestFirst = newestFirst }, atMost);

        var ids = accepted.Select(delivery => delivery.Id);
        Assert.Equal(newestFirst ? ids.Reverse() : ids, listed.Select(delivery => delivery.Event.Id));
        Assert.Equal([.. accepted], listed.Select(delivery => (delivery.Event.Id, delivery.Destination)).ToHashSet());
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task A_list_is_filtered_by_state(DeliveryState state)
    {
        await OverAsync(DeliveryState.Delivered);
        await OverAsync(DeliveryState.Dead);
        await AcceptedAsync();

        var only = Assert.Single(await ListAsync(new DeliveryFilter { Route = _route, State = state }));

        Assert.Equal(state, only.State);
    }

    [Theory]
    [InlineData(DeliveryState.Waiting)]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    internal async Task A_list_of_one_state_is_read_page_by_page(DeliveryState state)
    {
        var accepted = new List<Guid>();
        for (var count = 0; count < 7; count++)
        {
            await OverAsync(DeliveryState.Dead, reason: "another");
            await OverAsync(DeliveryState.Delivered);
            accepted.Add((await AcceptedAsync()).Id);
            if (state != DeliveryState.Waiting)
            {
                await SettleAsync(Assert.Single(await TakeAsync(Erp)), state, reason: "this");
            }
            else
            {
                Assert.Single(await TakeAsync(Erp)); // Open also while it is attempted.
            }
        }

        var filter = new DeliveryFilter { Route = _route, State = state };
        var forth = (await ListAsync(filter, atMost: 2)).Where(delivery => accepted.Contains(delivery.Event.Id));
        var back = (await ListAsync(filter with { NewestFirst = true }, atMost: 2)).Where(delivery => accepted.Contains(delivery.Event.Id));

        Assert.Equal(accepted, forth.Select(delivery => delivery.Event.Id));
        Assert.Equal(accepted, back.Select(delivery => delivery.Event.Id).Reverse());
    }

    [Fact]
    public async Task A_list_is_filtered_by_route_and_by_destination()
    {
        await AcceptedAsync(destinations: ["erp", "crm"]);
        await AcceptedAsync(received: NewEvent() with { Route = _route + "-2" }, destinations: ["erp"]);

        Assert.Equal(2, (await ListAsync(new DeliveryFilter { Route = _route })).Count);
        Assert.Single(await ListAsync(new DeliveryFilter { Route = _route + "-2" }));
        Assert.Single(await ListAsync(new DeliveryFilter { Route = _route, Destination = "crm" }));
        Assert.Empty(await ListAsync(new DeliveryFilter { Route = _route + "-2", Destination = "crm" }));
        Assert.Empty(await ListAsync(new DeliveryFilter { Route = _route, Destination = "nowhere" }));
        Assert.Empty(await ListAsync(new DeliveryFilter { Route = _route + "-3" }));
        Assert.Equal(2, (await ListAsync(new DeliveryFilter { Route = _route.ToUpperInvariant() })).Count); // Names of routes have no case for who asks.
        Assert.Equal(2, (await ListAsync(new DeliveryFilter { Destination = "erp" })).Count(delivery => delivery.Event.Route.StartsWith(_route, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_is_filtered_by_the_type_and_the_id_of_the_event()
    {
        var id = "evt_" + _route;
        var one = await AcceptedAsync(received: NewEvent() with { EventType = "order.created", EventId = id });
        await AcceptedAsync(received: NewEvent() with { EventType = "Order.Created", EventId = id + "0" });
        await AcceptedAsync();

        AssertOnly(one, await ListAsync(new DeliveryFilter { Route = _route, EventType = "order.created" }));
        AssertOnly(one, await ListAsync(new DeliveryFilter { EventId = id }));
        AssertOnly(one, await ListAsync(new DeliveryFilter { EventId = id, NewestFirst = true, Route = _route, State = DeliveryState.Waiting }));
        Assert.Empty(await ListAsync(new DeliveryFilter { EventId = id, State = DeliveryState.Dead }));
        Assert.Empty(await ListAsync(new DeliveryFilter { EventId = id, EventType = "Order.Created" }));
        Assert.Empty(await ListAsync(new DeliveryFilter { Route = _route, EventType = "order" }));
    }

    [Fact]
    public async Task A_list_of_one_event_id_is_read_page_by_page()
    {
        var id = "evt_" + _route;
        var accepted = new List<Guid>();
        for (var count = 0; count < 5; count++)
        {
            accepted.Add((await AcceptedAsync(received: NewEvent() with { EventId = id })).Id);
        }

        Assert.Equal(accepted, (await ListAsync(new DeliveryFilter { EventId = id }, atMost: 2)).Select(delivery => delivery.Event.Id));
        accepted.Reverse();
        Assert.Equal(accepted, (await ListAsync(new DeliveryFilter { EventId = id, NewestFirst = true }, atMost: 2)).Select(delivery => delivery.Event.Id));
    }

    [Fact]
    public async Task A_list_is_filtered_by_the_reason()
    {
        await OverAsync(DeliveryState.Dead, reason: "attempts_exhausted");
        var refused = await OverAsync(DeliveryState.Dead, reason: "refused");

        AssertOnly(refused, await ListAsync(new DeliveryFilter { Route = _route, Reason = "refused" }));
        AssertOnly(refused, await ListAsync(new DeliveryFilter { Route = _route, Reason = "refused", State = DeliveryState.Dead }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_is_filtered_by_the_time_of_reception(bool newestFirst)
    {
        var accepted = new List<StoredEvent>();
        for (var count = 0; count < 6; count++)
        {
            accepted.Add(await AcceptedAsync());
        }

        var listed = await ListAsync(
            new DeliveryFilter { Route = _route, From = accepted[1].ReceivedAt, Until = accepted[4].ReceivedAt, NewestFirst = newestFirst },
            atMost: 2);

        var expected = accepted[1..4].Select(received => received.Id);
        Assert.Equal(newestFirst ? expected.Reverse() : expected, listed.Select(delivery => delivery.Event.Id));
        Assert.Empty(await ListAsync(new DeliveryFilter { Route = _route, From = accepted[5].ReceivedAt.AddMicroseconds(1) }));
        Assert.Empty(await ListAsync(new DeliveryFilter { Route = _route, Until = accepted[0].ReceivedAt }));
        Assert.Equal(6, (await ListAsync(new DeliveryFilter { Route = _route, From = DateTimeOffset.MinValue, Until = DateTimeOffset.MaxValue })).Count);
    }

    [Fact]
    public async Task A_listed_delivery_has_everything_but_the_content()
    {
        var received = NewEvent("a content") with { Provider = "acme", KeyId = "key-1", EventId = "evt_1", EventType = "order.created" };
        var accepted = await OverAsync(DeliveryState.Dead, received, reason: "refused");

        var listed = Assert.Single(await ListAsync(new DeliveryFilter { Route = _route }));

        AssertSame(accepted, listed.Event, withContent: false);
        Assert.Equal(("erp", DeliveryState.Dead, "refused", 9), (listed.Destination, listed.State, listed.Reason, listed.Bytes));
        Assert.Equal(Attempts.ToArray(), listed.History.ToArray());
        Assert.InRange(listed.At!.Value - listed.QueuedAt, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1.2.3.4.5.6")]
    [InlineData("💥")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public async Task What_did_not_come_from_a_page_is_no_place_in_a_list(string after) =>
        await Assert.ThrowsAsync<FormatException>(
            async () => await Archive.ListAsync(new DeliveryFilter(), after, 10, CancellationToken.None));

    [Fact]
    public async Task An_event_is_found_with_all_its_deliveries_by_name()
    {
        var accepted = await AcceptedAsync(received: NewEvent("a content"), destinations: ["erp", "crm", "archive"]);
        await SettleAsync(Assert.Single(await TakeAsync(Erp)), DeliveryState.Delivered);

        var found = await Archive.FindAsync(accepted.Id, CancellationToken.None);

        AssertSame(accepted, found!.Event);
        Assert.Equal(["archive", "crm", "erp"], found.Deliveries.Select(delivery => delivery.Destination));
        Assert.Equal(
            [DeliveryState.Waiting, DeliveryState.Waiting, DeliveryState.Delivered], found.Deliveries.Select(delivery => delivery.State));
    }

    [Fact]
    public async Task An_event_that_is_not_kept_is_not_found() =>
        Assert.Null(await Archive.FindAsync(Unknown, CancellationToken.None));

    /// <summary>All pages.</summary>
    private async Task<List<DeliveryRecord>> ListAsync(DeliveryFilter filter, int atMost = 100)
    {
        var all = new List<DeliveryRecord>();
        string? after = null;
        do
        {
            var page = await Archive.ListAsync(filter, after, atMost, CancellationToken.None);
            Assert.InRange(page.Deliveries.Count, 0, atMost);
            all.AddRange(page.Deliveries);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    private static void AssertOnly(StoredEvent expected, List<DeliveryRecord> listed) =>
        Assert.Equal(expected.Id, Assert.Single(listed).Event.Id);
}
