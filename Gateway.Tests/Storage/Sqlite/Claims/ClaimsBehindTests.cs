using Gateway.Storage;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite.Claims;

/// <summary>What is answered before it is in the file: when it is there, and what becomes of it if the disk does not take it.</summary>
public sealed class ClaimsBehindTests : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task What_gathers_within_the_window_is_one_row()
    {
        var database = _folder.Open(_clock);
        var store = new SqliteClaimStoreBehind(database);
        for (var number = 0; number < 100; number++)
        {
            Assert.Equal(ClaimState.Claimed, await ClaimAsync(store, number));
            await store.CompleteAsync(DatabaseFolder.Key(number), Day, CancellationToken.None);
        }

        Assert.Equal(0, Rows());
        _clock.Advance(Window);

        await Eventually.IsTrueAsync(() => Task.FromResult(Rows() == 1), "it is in the file");
        Assert.Equal(100 * ClaimRecord.Length, Length()); // No attempt, only the ends.
    }

    [Fact]
    public async Task An_orderly_stop_writes_what_has_gathered()
    {
        var store = new SqliteClaimStoreBehind(_folder.Open(_clock));
        await store.CompleteAsync(DatabaseFolder.Key(1), Day, CancellationToken.None);

        var again = new SqliteClaimStoreBehind(await _folder.ReopenAsync(_clock));

        Assert.Equal(ClaimState.Processed, await ClaimAsync(again, 1));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await ClaimAsync(store, 2));
    }

    [Fact]
    public async Task A_disk_that_hangs_for_longer_than_the_deadline_is_not_run_ahead_of_and_is_again_when_it_goes_on()
    {
        _folder.Options = _folder.Options with { Timeout = TimeSpan.FromSeconds(1) };
        var database = _folder.Open(_clock);
        var store = new SqliteClaimStoreBehind(database);
        using var hanging = new HangingRequest();
        var hung = database.AskAsync(hanging, CancellationToken.None).AsTask();
        await hanging.Hangs;
        await store.CompleteAsync(DatabaseFolder.Key(1), Day, CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(store, 2));
        _clock.Advance(TimeSpan.FromMilliseconds(101));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await ClaimAsync(store, 3));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => hung);

        hanging.GoOn();
        await Eventually.IsTrueAsync(
            async () =>
            {
                _clock.Advance(Window);
                try
                {
                    return await ClaimAsync(store, 3) == ClaimState.Claimed;
                }
                catch (StoreUnavailableException)
                {
                    return false;
                }
            },
            "claims are taken again");
        Assert.Equal(ClaimState.Processed, await ClaimAsync(store, 1));
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_when_the_file_can_be_written_again()
    {
        _folder.Options = _folder.Options with { Timeout = TimeSpan.FromMilliseconds(200) };
        var database = _folder.Open();
        var store = new SqliteClaimStoreBehind(database);
        using (var other = _folder.Visit())
        {
            other.Begin();
            await store.CompleteAsync(DatabaseFolder.Key(1), Day, CancellationToken.None);
            await Eventually.IsTrueAsync(async () => !await IsTakenAsync(store, 2), "nothing new is taken");
            other.Rollback();
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(Rows() > 0), "it is in the file");
        Assert.Equal(ClaimState.Processed, await ClaimAsync(store, 1));
    }

    [Fact]
    public async Task What_the_disk_has_refused_is_not_added_to_however_little_time_has_passed()
    {
        _folder.Options = _folder.Options with { Timeout = TimeSpan.FromMilliseconds(200) }; // Of SQLite, too; the clock stands still.
        var store = new SqliteClaimStoreBehind(_folder.Open(_clock));
        using (var other = _folder.Visit())
        {
            other.Begin();
            await store.CompleteAsync(DatabaseFolder.Key(1), Day, CancellationToken.None);
            _clock.Advance(Window);
            await Eventually.IsTrueAsync(async () => !await IsTakenAsync(store, 2), "nothing new is taken");
            other.Rollback();
        }

        await Eventually.IsTrueAsync(
            async () =>
            {
                _clock.Advance(Window);
                return await IsTakenAsync(store, 2);
            },
            "claims are taken again");
        Assert.Equal(ClaimRecord.Length, Length());
    }

    private static async Task<bool> IsTakenAsync(SqliteClaimStoreBehind store, int number)
    {
        try
        {
            var owner = ClaimOwner.Next();
            await store.TryClaimAsync(DatabaseFolder.Key(number), owner, Day, CancellationToken.None);
            await store.ReleaseAsync(DatabaseFolder.Key(number), owner, Day, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task<ClaimState> ClaimAsync(SqliteClaimStoreBehind store, int number) =>
        await store.TryClaimAsync(DatabaseFolder.Key(number), ClaimOwner.Next(), Day, CancellationToken.None);

    private long Length()
    {
        using var visitor = _folder.Visit();
        return visitor.Number("SELECT sum(length(lines)) FROM claim_log") ?? 0;
    }

    private long Rows()
    {
        using var visitor = _folder.Visit();
        return visitor.Number("SELECT count(*) FROM claim_log") ?? 0;
    }
}
