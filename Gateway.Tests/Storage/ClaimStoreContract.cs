using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage;

/// <summary>What every claim store promises.</summary>
public abstract class ClaimStoreContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(150);

    private readonly ClaimKey _key = NewKey();

    private protected abstract IClaimStore Store { get; }

    private protected virtual TimeProvider Clock => TimeProvider.System;

    [Fact]
    public async Task An_event_is_claimed_once()
    {
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(_key));
        Assert.Equal(ClaimState.InFlight, await ClaimAsync(_key));
    }

    [Fact]
    public async Task Of_200_attempts_at_once_one_gets_the_event()
    {
        var attempts = Enumerable.Range(0, 200).Select(_ => Task.Run(() => ClaimAsync(_key)));

        var states = await Task.WhenAll(attempts);

        Assert.Single(states, ClaimState.Claimed);
        Assert.Equal(199, states.Count(state => state == ClaimState.InFlight));
    }

    [Fact]
    public async Task A_completed_event_is_processed()
    {
        await ClaimAsync(_key);

        await Store.CompleteAsync(_key, TimeToLive, CancellationToken.None);

        Assert.Equal(ClaimState.Processed, await ClaimAsync(_key));
    }

    [Fact]
    public async Task An_event_is_completed_even_after_its_claim_has_ended()
    {
        await Store.CompleteAsync(_key, TimeToLive, CancellationToken.None);

        Assert.Equal(ClaimState.Processed, await ClaimAsync(_key));
    }

    [Fact]
    public async Task A_completed_event_can_be_claimed_again_once_its_time_to_live_ends()
    {
        await ClaimAsync(_key);
        var completed = Clock.GetTimestamp();
        await Store.CompleteAsync(_key, Short, CancellationToken.None);

        await EventuallyClaimedAsync(_key, meanwhile: ClaimState.Processed);

        Assert.True(Clock.GetElapsedTime(completed) >= Short - Tolerance);
    }

    [Fact]
    public async Task A_claim_ends_with_its_lease()
    {
        var claimed = Clock.GetTimestamp();
        await Store.TryClaimAsync(_key, NewOwner(), Short, CancellationToken.None);

        await EventuallyClaimedAsync(_key, meanwhile: ClaimState.InFlight);

        Assert.True(Clock.GetElapsedTime(claimed) >= Short - Tolerance);
    }

    [Fact]
    public async Task A_released_event_can_be_claimed_again()
    {
        var owner = NewOwner();
        await Store.TryClaimAsync(_key, owner, Lease, CancellationToken.None);

        await Store.ReleaseAsync(_key, owner, Lease, CancellationToken.None);

        Assert.Equal(ClaimState.Claimed, await ClaimAsync(_key));
    }

    [Fact]
    public async Task A_former_owner_cannot_release_what_another_holds_by_now()
    {
        var former = NewOwner();
        await Store.TryClaimAsync(_key, former, Short, CancellationToken.None);
        await EventuallyClaimedAsync(_key, meanwhile: ClaimState.InFlight);

        await Store.ReleaseAsync(_key, former, Short, CancellationToken.None);

        Assert.Equal(ClaimState.InFlight, await ClaimAsync(_key));
    }

    [Fact]
    public async Task A_processed_event_cannot_be_released()
    {
        var owner = NewOwner();
        await Store.TryClaimAsync(_key, owner, Lease, CancellationToken.None);
        await Store.CompleteAsync(_key, TimeToLive, CancellationToken.None);

        await Store.ReleaseAsync(_key, owner, Lease, CancellationToken.None);

        Assert.Equal(ClaimState.Processed, await ClaimAsync(_key));
    }

    [Fact]
    public async Task An_event_that_nobody_claimed_can_be_released_to_no_effect()
    {
        await Store.ReleaseAsync(_key, NewOwner(), Lease, CancellationToken.None);

        Assert.Equal(ClaimState.Claimed, await ClaimAsync(_key));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_that_is_forgotten_is_new(bool isProcessed)
    {
        var former = NewOwner();
        await Store.TryClaimAsync(_key, former, Lease, CancellationToken.None);
        if (isProcessed)
        {
            await Store.CompleteAsync(_key, TimeToLive, CancellationToken.None);
        }

        Assert.True(await Store.ForgetAsync(_key, CancellationToken.None));
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(_key));

        await Store.ReleaseAsync(_key, former, Lease, CancellationToken.None);
        Assert.Equal(ClaimState.InFlight, await ClaimAsync(_key));
        await Store.CompleteAsync(_key, TimeToLive, CancellationToken.None);
        Assert.Equal(ClaimState.Processed, await ClaimAsync(_key));
    }

    [Fact]
    public async Task Forgetting_an_event_takes_no_other_along_and_says_whether_it_was_known()
    {
        var other = _key with { Route = "another" };
        await Store.CompleteAsync(other, TimeToLive, CancellationToken.None);

        Assert.False(await Store.ForgetAsync(_key, CancellationToken.None));
        Assert.Equal(ClaimState.Processed, await ClaimAsync(other));
        Assert.True(await Store.ForgetAsync(other, CancellationToken.None));
        Assert.False(await Store.ForgetAsync(other, CancellationToken.None));
    }

    [Fact]
    public async Task Two_routes_do_not_share_an_event()
    {
        await ClaimAsync(_key);

        Assert.Equal(ClaimState.Claimed, await ClaimAsync(_key with { Route = "another" }));
    }

    [Fact]
    public async Task Events_that_differ_in_either_half_of_the_hash_are_different()
    {
        await ClaimAsync(_key);

        Assert.Equal(ClaimState.Claimed, await ClaimAsync(_key with { High = ~_key.High }));
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(_key with { Low = ~_key.Low }));
    }

    [Fact]
    public async Task A_time_to_live_may_be_longer_than_a_number_of_32_bits_holds()
    {
        await Store.CompleteAsync(_key, TimeSpan.FromDays(400) + TimeSpan.FromMilliseconds(1), CancellationToken.None);

        Assert.Equal(ClaimState.Processed, await ClaimAsync(_key));
    }

    [Fact]
    public async Task A_route_may_be_called_anything()
    {
        var key = _key with { Route = "bücher {1}: *\n" };

        Assert.Equal(ClaimState.Claimed, await ClaimAsync(key));
        Assert.Equal(ClaimState.InFlight, await ClaimAsync(key));
    }

    // Redis ends keys in whole milliseconds, of a clock of its own.
    private static TimeSpan Tolerance => TimeSpan.FromMilliseconds(2);

    private protected static ClaimKey NewKey() => new("orders", Unique.Number(), Unique.Number());

    private protected static ClaimOwner NewOwner() => ClaimOwner.Next();

    /// <summary>Lets a little time pass.</summary>
    private protected virtual Task PassAsync() => Task.CompletedTask;

    private async Task<ClaimState> ClaimAsync(ClaimKey key) =>
        await Store.TryClaimAsync(key, NewOwner(), Lease, CancellationToken.None);

    private async Task EventuallyClaimedAsync(ClaimKey key, ClaimState meanwhile) =>
        await Eventually.IsTrueAsync(
            async () =>
            {
                var state = await ClaimAsync(key);
                if (state == ClaimState.Claimed)
                {
                    return true;
                }

                Assert.Equal(meanwhile, state);
                await PassAsync();
                return false;
            },
            "the event can be claimed");
}
