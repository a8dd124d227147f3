using Gateway.Storage;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage;

public sealed class RecoveringClaimStoreTests : IAsyncLifetime
{
    private const string Dead = "dead";
    private const string Healthy = "healthy";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly PartlyAwayClaimStore _inner = new();
    private RecoveringClaimStore _store = null!;

    public async Task InitializeAsync()
    {
        _store = new RecoveringClaimStore(_inner, endGathering: null, _clock, NullLogger<RecoveringClaimStore>.Instance);
        await _store.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _store.StopAsync(CancellationToken.None);
        _store.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task What_another_node_takes_is_recorded_while_those_of_a_dead_one_wait(int dead)
    {
        await FailAsync(Dead, dead);
        await FailAsync(Healthy, 3);
        _inner.IsAway = key => key.Route == Dead;

        await Eventually.IsTrueAsync(
            () =>
            {
                _clock.Advance(Interval);
                return Task.FromResult(_store.Pending == dead);
            },
            "all that can be recorded is");

        Assert.Equal(ClaimState.Processed, await ClaimAsync(Dead));
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(Healthy));
    }

    [Theory]
    [InlineData(3, 3)] // each at most once
    [InlineData(1000, 5)] // a dead store costs a few deadlines, not a thousand
    public async Task A_pass_asks_a_dead_store_a_few_times(int pending, int asked)
    {
        await FailAsync(Dead, pending);

        var ticks = 0;
        await Eventually.IsTrueAsync(
            () =>
            {
                _clock.Advance(Interval);
                ticks++;
                return Task.FromResult(_inner.Asked >= pending + (3 * asked));
            },
            "it is asked again and again");

        Assert.InRange(_inner.Asked - pending, 3 * asked, ticks * asked);
    }

    [Fact]
    public async Task All_are_recorded_at_once_when_the_store_is_back()
    {
        await FailAsync(Dead, 1000);
        _inner.IsAway = _ => false;

        await Eventually.IsTrueAsync(
            () =>
            {
                _clock.Advance(Interval);
                return Task.FromResult(_store.Pending == 0);
            },
            "all are recorded");

        Assert.Equal(2000, _inner.Asked);
    }

    private async Task FailAsync(string route, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(
                async () => await _store.CompleteAsync(new(route, 0, (UInt128)i), TimeSpan.FromDays(1), CancellationToken.None));
        }
    }

    private async Task<ClaimState> ClaimAsync(string route) =>
        await _store.TryClaimAsync(new(route, 0, 0), ClaimOwner.Next(), TimeSpan.FromMinutes(1), CancellationToken.None);
}
