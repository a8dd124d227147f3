using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

public abstract partial class DeliveryStoreContract
{
    [Fact]
    public async Task A_copy_is_processed_until_its_time_to_live_ends()
    {
        var claim = NewClaim(Short);
        var accepted = Clock.GetTimestamp();
        Assert.Equal(AcceptState.Accepted, await AcceptAsync(NewEvent(), claim));

        await Eventually.IsTrueAsync(
            async () =>
            {
                var state = await AcceptAsync(NewEvent(), claim with { Owner = ClaimOwner.Next() });
                if (state == AcceptState.Accepted)
                {
                    return true;
                }

                Assert.Equal(AcceptState.Processed, state);
                await PassAsync(TimeSpan.FromMilliseconds(10));
                return false;
            },
            "the event is accepted again");

        Assert.True(Clock.GetElapsedTime(accepted) >= Short - Tolerance);
        Assert.Equal(2, (await TakeAsync(Erp)).Count);
    }

    [Fact]
    public async Task What_was_accepted_is_processed_for_the_claims()
    {
        var claim = NewClaim();
        await AcceptAsync(NewEvent(), claim);

        Assert.Equal(ClaimState.Processed, await ClaimAsync(claim));
    }

    [Fact]
    public async Task An_accepted_event_cannot_be_given_back_by_its_claim()
    {
        var claim = NewClaim();
        await AcceptAsync(NewEvent(), claim);

        await Claims.ReleaseAsync(claim.Key, claim.Owner, claim.Lease, CancellationToken.None);

        Assert.Equal(AcceptState.Processed, await AcceptAsync(NewEvent(), claim));
    }

    [Fact]
    public async Task What_is_being_forwarded_is_in_flight_and_stored_nowhere()
    {
        var (claim, received) = (NewClaim(), NewEvent());
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(claim));

        Assert.Equal(AcceptState.InFlight, await AcceptAsync(received, claim with { Owner = ClaimOwner.Next() }));

        Assert.Empty(await TakeAsync(Erp));
        Assert.Null(await Archive.FindAsync(received.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_forwarded_is_processed_and_stored_nowhere()
    {
        var (claim, received) = (NewClaim(), NewEvent());
        await Claims.CompleteAsync(claim.Key, TimeToLive, CancellationToken.None);

        Assert.Equal(AcceptState.Processed, await AcceptAsync(received, claim));

        Assert.Empty(await TakeAsync(Erp));
        Assert.Null(await Archive.FindAsync(received.Id, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_given_back_is_accepted()
    {
        var claim = NewClaim();
        await ClaimAsync(claim);
        await Claims.ReleaseAsync(claim.Key, claim.Owner, claim.Lease, CancellationToken.None);

        Assert.Equal(AcceptState.Accepted, await AcceptAsync(NewEvent(), claim with { Owner = ClaimOwner.Next() }));
    }

    [Fact]
    public async Task Without_an_id_every_event_is_accepted()
    {
        Assert.Equal(AcceptState.Accepted, await AcceptAsync(NewEvent()));
        Assert.Equal(AcceptState.Accepted, await AcceptAsync(NewEvent()));

        Assert.Equal(2, (await TakeAsync(Erp)).Count);
    }

    [Fact]
    public async Task Asking_again_with_the_same_event_stores_it_once()
    {
        var received = NewEvent();
        Assert.Equal(AcceptState.Accepted, await AcceptAsync(received, destinations: ["erp", "crm"]));

        Assert.Equal(AcceptState.Processed, await AcceptAsync(received, destinations: ["erp", "crm"]));

        Assert.Single(await TakeAsync(Erp));
        Assert.Single(await TakeAsync(Crm));
    }

    [Fact]
    public async Task A_full_queue_changes_nothing()
    {
        await AcceptAsync(NewEvent(), maxOpen: 2);
        await AcceptAsync(NewEvent(), maxOpen: 2);
        var (claim, refused) = (NewClaim(), NewEvent());

        Assert.Equal(AcceptState.Full, await AcceptAsync(refused, claim, maxOpen: 2));

        Assert.Equal(2, (await TakeAsync(Erp)).Count);
        Assert.Null(await Archive.FindAsync(refused.Id, CancellationToken.None));
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(claim)); // Nobody had it.
    }

    [Fact]
    public async Task A_full_queue_refuses_for_all_queues_of_the_route()
    {
        await AcceptAsync(NewEvent(), maxOpen: 1, destinations: ["crm"]);

        Assert.Equal(AcceptState.Full, await AcceptAsync(NewEvent(), maxOpen: 1, destinations: ["erp", "crm"]));

        Assert.Empty(await TakeAsync(Erp));
        Assert.Single(await TakeAsync(Crm));
    }

    [Fact]
    public async Task A_duplicate_is_processed_even_when_the_queue_is_full()
    {
        var claim = NewClaim();
        await AcceptAsync(NewEvent(), claim, maxOpen: 1);

        Assert.Equal(AcceptState.Processed, await AcceptAsync(NewEvent(), claim with { Owner = ClaimOwner.Next() }, maxOpen: 1));
    }

    [Theory]
    [InlineData(DeliveryState.Waiting, AcceptState.Full)]
    [InlineData(DeliveryState.Delivered, AcceptState.Accepted)]
    [InlineData(DeliveryState.Dead, AcceptState.Accepted)]
    internal async Task A_full_queue_has_room_once_a_delivery_is_over(DeliveryState settled, AcceptState then)
    {
        await AcceptAsync(NewEvent(), maxOpen: 1);
        var taken = Assert.Single(await TakeAsync(Erp));
        Assert.Equal(AcceptState.Full, await AcceptAsync(NewEvent(), maxOpen: 1)); // While it is attempted, too.

        await SettleAsync(taken, settled);

        Assert.Equal(then, await AcceptAsync(NewEvent(), maxOpen: 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(100_000)]
    [InlineData(TakenDelivery.MostContent)]
    public async Task Content_comes_back_to_the_byte(int length)
    {
        var accepted = await AcceptedAsync(received: NewEvent(Pattern.Bytes(length)));

        var taken = Assert.Single(await TakeAsync(Erp));
        AssertSame(accepted, taken.Event);
        Assert.Equal(length, taken.ContentLength);
        Assert.Equal(accepted.Content.ToArray(), await ReadContentAsync(accepted, length));
        AssertSame(accepted, (await Archive.FindAsync(accepted.Id, CancellationToken.None))!.Event);
        Assert.Equal(length, (await FindAsync(accepted.Id, "erp"))!.Bytes);
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("acme", null, null, null)]
    [InlineData(null, "key-1", null, null)]
    [InlineData(null, null, "evt_1", null)]
    [InlineData(null, null, null, "order.created")]
    [InlineData("acme", "key-1", "evt_1", "order.created")]
    [InlineData("", "", "", "")]
    [InlineData("größer", "鍵 🔑", "line\nline\0end\u200F", "\u0001{\"a\":'%_*?[]\\\U0010FFFF\uFFFD")]
    public async Task Every_part_of_an_event_comes_back_as_it_was(string? provider, string? keyId, string? eventId, string? eventType)
    {
        var accepted = await AcceptedAsync(
            received: NewEvent() with { Provider = provider, KeyId = keyId, EventId = eventId, EventType = eventType });

        AssertSame(accepted, Assert.Single(await TakeAsync(Erp)).Event);
        AssertSame(accepted, (await Archive.FindAsync(accepted.Id, CancellationToken.None))!.Event);
        var listed = await Archive.ListAsync(new DeliveryFilter { Route = _route }, after: null, 10, CancellationToken.None);
        AssertSame(accepted, Assert.Single(listed.Deliveries).Event, withContent: false);
    }

    [Fact]
    public async Task Routes_and_destinations_may_be_called_anything_and_be_long()
    {
        var route = "bücher {1}: *\n" + _route + new string('ü', 300);
        var destination = "lager/\0:" + string.Concat(Enumerable.Repeat("💥", 100));
        var accepted = await AcceptedAsync(received: NewEvent() with { Route = route, EventId = new string('é', 1000) }, destinations: [destination]);

        AssertSame(accepted, Assert.Single(await TakeAsync(new QueueName(route, destination))).Event);
        Assert.Equal(1, (await StatusAsync(new QueueName(route, destination)))!.Open);
    }

    [Fact]
    public async Task A_time_of_reception_is_kept_to_the_microsecond()
    {
        var received = NewEvent();
        var accepted = await AcceptedAsync(received: received with { ReceivedAt = received.ReceivedAt.AddMicroseconds(123) });

        Assert.Equal(accepted.ReceivedAt, Assert.Single(await TakeAsync(Erp)).Event.ReceivedAt);
    }

    private async Task<ClaimState> ClaimAsync(Claim claim) =>
        await Claims.TryClaimAsync(claim.Key, claim.Owner, claim.Lease, CancellationToken.None);
}
