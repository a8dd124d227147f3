using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Memory;

public sealed class MemoryClaimStoreTests : ClaimStoreContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = TestClock.New();

    public MemoryClaimStoreTests() => Store = new MemoryClaimStore(_clock);

    private protected override IClaimStore Store { get; }

    private protected override TimeProvider Clock => _clock;

    [Fact]
    public async Task A_claim_holds_up_to_the_last_tick_of_its_lease()
    {
        var key = NewKey();
        await Store.TryClaimAsync(key, NewOwner(), Lease, CancellationToken.None);

        _clock.Advance(Lease - TimeSpan.FromTicks(1));
        Assert.Equal(ClaimState.InFlight, await ClaimAsync(Store, key));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(Store, key));
    }

    [Fact]
    public async Task A_full_store_refuses_new_events_and_says_that_it_is_not_available()
    {
        var store = new MemoryClaimStore(_clock, capacity: 100);
        await FillAsync(store, 100);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(store, NewKey()));
        Assert.False(await store.IsAvailableAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_full_store_still_knows_what_it_holds()
    {
        var store = new MemoryClaimStore(_clock, capacity: 100);
        var key = NewKey();
        await ClaimAsync(store, key);
        await FillAsync(store, 99);

        await store.CompleteAsync(key, TimeSpan.FromDays(1), CancellationToken.None);

        Assert.Equal(ClaimState.Processed, await ClaimAsync(store, key));
    }

    [Fact]
    public async Task A_full_store_has_room_again_when_claims_end()
    {
        var store = new MemoryClaimStore(_clock, capacity: 1000);
        await FillAsync(store, 1000);
        _clock.Advance(Lease);

        await FillAsync(store, 1000);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(store, NewKey()));
    }

    [Fact]
    public async Task A_full_store_that_nobody_uses_becomes_available_when_claims_end()
    {
        var store = new MemoryClaimStore(_clock, capacity: 100);
        await FillAsync(store, 100);
        _clock.Advance(Lease);

        Assert.True(await store.IsAvailableAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_one_route_has_filled_leaves_the_others_their_shares_and_the_store_available()
    {
        var store = new MemoryClaimStore(_clock, capacity: 1600);
        await ClaimAsync(store, NewKey() with { Route = "quiet" });
        await FillAsync(store, 1599);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(store, NewKey()));

        Assert.True(await store.IsAvailableAsync(CancellationToken.None));
        foreach (var route in (string[])["quiet", "another"])
        {
            for (var claim = route == "quiet" ? 1 : 0; claim < 100; claim++)
            {
                Assert.Equal(ClaimState.Claimed, await ClaimAsync(store, NewKey() with { Route = route }));
            }

            await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(store, NewKey() with { Route = route }));
        }
    }

    [Fact]
    public async Task However_many_routes_there_are_the_store_holds_twice_its_capacity_at_most()
    {
        var store = new MemoryClaimStore(_clock, capacity: 160);
        await FillAsync(store, 160);
        var claimed = 0;
        for (var route = 0; route < 40; route++)
        {
            for (var claim = 0; claim < 10; claim++)
            {
                var refusal = await Record.ExceptionAsync(() => ClaimAsync(store, NewKey() with { Route = $"route-{route}" }));
                claimed += refusal is null ? 1 : 0;
            }
        }

        Assert.Equal(160, claimed);
    }

    [Fact]
    public async Task Releasing_makes_room()
    {
        var store = new MemoryClaimStore(_clock, capacity: 1);
        var (key, owner) = (NewKey(), NewOwner());
        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(ClaimState.Claimed, await store.TryClaimAsync(key, owner, Lease, CancellationToken.None));
            await store.ReleaseAsync(key, owner, Lease, CancellationToken.None);
        }
    }

    [Fact]
    public void Claims_are_answered_without_waiting()
    {
        Assert.True(ClaimAsync(Store, NewKey()).IsCompletedSuccessfully);
    }

    private protected override Task PassAsync()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        return Task.CompletedTask;
    }

    private static async Task<ClaimState> ClaimAsync(IClaimStore store, ClaimKey key) =>
        await store.TryClaimAsync(key, NewOwner(), Lease, CancellationToken.None);

    private static async Task FillAsync(IClaimStore store, int count)
    {
        for (var claim = 0; claim < count; claim++)
        {
            Assert.Equal(ClaimState.Claimed, await ClaimAsync(store, NewKey()));
        }
    }
}
