using Gateway.Storage;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite;

/// <summary>A disk that hangs refuses webhooks; it does not hold them.</summary>
public sealed class SqliteDeadlineTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly HangingRequest _hanging = new();
    private SqliteDatabase _database = null!;
    private Task<bool> _hung = null!;

    public async Task InitializeAsync()
    {
        _folder.Options = _folder.Options with { Timeout = Timeout };
        _database = _folder.Open(_clock);
        _hung = _database.AskAsync(_hanging, CancellationToken.None).AsTask();
        await _hanging.Hangs;
    }

    public async Task DisposeAsync()
    {
        _hanging.GoOn();
        await _folder.DisposeAsync();
        _hanging.Dispose();
    }

    [Fact]
    public async Task What_waits_fails_at_the_deadline_and_so_does_what_is_in_hand()
    {
        var claim = DatabaseFolder.ClaimAsync(_database, 1);
        _clock.Advance(Timeout / 2);
        Assert.False(claim.IsCompleted);

        _clock.Advance(Timeout / 2);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => claim);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _hung);
    }

    [Fact]
    public async Task Once_the_disk_is_known_to_hang_nobody_waits_for_it()
    {
        _clock.Advance(Timeout);

        var claim = DatabaseFolder.ClaimAsync(_database, 1);

        Assert.True(claim.IsFaulted);
        Assert.False(await new SqliteHealth(_database).IsAvailableAsync(CancellationToken.None));
    }

    [Fact]
    public async Task When_the_disk_goes_on_nothing_is_claimed_for_those_who_were_refused()
    {
        var refused = DatabaseFolder.ClaimAsync(_database, 1);
        _clock.Advance(Timeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => refused);

        _hanging.GoOn();

        await EventuallyAsync(1, ClaimState.Claimed);
    }

    [Fact]
    public async Task A_cancelled_claim_is_given_up()
    {
        using var cancellation = new CancellationTokenSource();
        var claim = new SqliteClaimStore(_database).TryClaimAsync(DatabaseFolder.Key(1), default, Timeout, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await claim);
        _hanging.GoOn();
        await EventuallyAsync(1, ClaimState.Claimed);
    }

    [Fact]
    public async Task A_completion_and_a_release_that_nobody_waits_for_any_more_are_carried_out_all_the_same()
    {
        _hanging.GoOn();
        await _hung;
        var owner = ClaimOwner.Next();
        var store = new SqliteClaimStore(_database);
        await store.TryClaimAsync(DatabaseFolder.Key(1), owner, TimeSpan.FromHours(1), CancellationToken.None);
        using var again = new HangingRequest();
        var hung = _database.AskAsync(again, CancellationToken.None).AsTask();
        await again.Hangs;
        var release = store.ReleaseAsync(DatabaseFolder.Key(1), owner, TimeSpan.FromHours(1), CancellationToken.None);
        var completion = store.CompleteAsync(DatabaseFolder.Key(2), TimeSpan.FromDays(1), CancellationToken.None);
        _clock.Advance(Timeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await release);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await completion);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hung);

        again.GoOn();

        await EventuallyAsync(1, ClaimState.Claimed);
        await EventuallyAsync(2, ClaimState.Processed);
    }

    [Fact]
    public async Task A_claim_that_was_carried_out_after_its_caller_was_refused_is_released()
    {
        _hanging.GoOn();
        await _hung;
        using var late = new LateClaim(_database.Claims, DatabaseFolder.Key(1));
        var claim = _database.AskAsync(late, CancellationToken.None).AsTask();
        await late.Hangs;
        _clock.Advance(Timeout);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => claim);

        late.GoOn();

        await EventuallyAsync(1, ClaimState.Claimed);
    }

    [Fact]
    public async Task Too_many_operations_at_once_fail_instead_of_piling_up()
    {
        var claims = Enumerable.Range(0, 2 * SqliteQueue.MostWaiting)
            .Select(number => DatabaseFolder.ClaimAsync(_database, number)).ToList();

        Assert.Equal(SqliteQueue.MostWaiting, claims.Count(claim => claim.IsFaulted));
        _hanging.GoOn();
        await Task.WhenAll(claims.Where(claim => !claim.IsFaulted));
    }

    private Task EventuallyAsync(int number, ClaimState expected) => Eventually.IsTrueAsync(
        async () =>
        {
            try
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1)); // Rounds come by the clock.
                return await DatabaseFolder.ClaimAsync(_database, number, TimeSpan.FromHours(1)) == expected;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        },
        $"the event is {expected}");

    /// <summary>A claim whose transaction hangs.</summary>
    private sealed class LateClaim(SqliteClaims claims, ClaimKey key) : SqliteRequest<ClaimState>, IDisposable
    {
        private readonly ClaimRequest _claim = new(claims, key, ClaimOwner.Next(), TimeSpan.FromHours(1), isLogged: true);
        private readonly HangingRequest _hanging = new();

        public Task Hangs => _hanging.Hangs;

        public void GoOn() => _hanging.GoOn();

        public override void Execute(SqliteSession session)
        {
            _claim.Execute(session);
            _hanging.Execute(session);
        }

        public override SqliteOperation? LeftOver(bool isDone) => _claim.LeftOver(isDone);

        public void Dispose() => _hanging.Dispose();
    }
}
