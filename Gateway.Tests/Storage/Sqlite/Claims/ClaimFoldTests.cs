using Gateway.Storage;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite.Claims;

/// <summary>What has been processed moves out of memory and log into runs, and is found there.</summary>
public sealed class ClaimFoldTests : IAsyncLifetime
{
    private const int Many = ClaimFold.Lines + 1_000;

    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_are_known_wherever_they_stand_and_new_ones_are_new(bool isBehind)
    {
        var database = _folder.Open(_clock);
        await CompleteAsync(database, 0, Many, TimeSpan.FromDays(7), isBehind);
        await EventuallyAsync(database, () => Number("SELECT count(*) FROM claim_run") == 1 && database.Claims.Front.Count < Many / 2);

        await KnowsAsync(database, Many, isBehind);
        Assert.InRange(Number("SELECT sum(length(lines)) FROM claim_log"), 0, 2_000 * ClaimRecord.Length);

        database = await _folder.ReopenAsync(_clock);
        await KnowsAsync(database, Many, isBehind);
        await EventuallyAsync(database, () => !database.Claims.Front.HasUnseen);
        await KnowsAsync(database, Many, isBehind);
    }

    [Fact]
    public async Task Runs_go_when_all_they_hold_has_ended_and_those_that_end_later_stay()
    {
        var database = _folder.Open(_clock);
        await CompleteAsync(database, 0, Many / 2, TimeSpan.FromHours(1), isBehind: true);
        await CompleteAsync(database, Many / 2, Many / 2, TimeSpan.FromDays(30), isBehind: true);
        await EventuallyAsync(database, () => Number("SELECT count(*) FROM claim_run") == 2);

        _clock.Advance(TimeSpan.FromHours(2));
        await EventuallyAsync(database, () => Number("SELECT count(*) FROM claim_run") == 1);
        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, 0));
        Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(database, Many - 2));

        _clock.Advance(TimeSpan.FromDays(31));
        await EventuallyAsync(database, () => Number("SELECT count(*) FROM claim_run") == 0);
        Assert.Equal(0, Number("SELECT count(*) FROM claim_page"));
        Assert.Equal(0, database.Claims.Front.Seen.Count);
        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, Many - 2));
    }

    [Fact]
    public async Task Attempts_in_flight_stay_in_the_log()
    {
        var database = _folder.Open(_clock);
        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, -1, TimeSpan.FromHours(1)));
        await CompleteAsync(database, 0, Many, TimeSpan.FromDays(7), isBehind: true);
        await EventuallyAsync(database, () => Number("SELECT count(*) FROM claim_run") == 1);

        database = await _folder.ReopenAsync(_clock);

        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, -1));
    }

    [Fact]
    public async Task Attempts_that_all_fail_do_not_make_the_log_grow()
    {
        var database = _folder.Open(_clock);
        var store = new SqliteClaimStore(database);
        for (var first = 0; first < 3 * ClaimFold.Lines / 2; first += 1_000)
        {
            var from = first;
            await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async number =>
            {
                var owner = ClaimOwner.Next();
                await store.TryClaimAsync(DatabaseFolder.Key(from + number), owner, TimeSpan.FromHours(1), CancellationToken.None);
                await store.ReleaseAsync(DatabaseFolder.Key(from + number), owner, TimeSpan.FromHours(1), CancellationToken.None);
            }));
        }

        Assert.InRange(Number("SELECT coalesce(sum(length(lines)), 0) FROM claim_log"), 0, 5 * ClaimFold.Lines / 4 * ClaimRecord.Length);
    }

    [Fact]
    public async Task Pages_of_a_run_that_was_never_finished_are_removed_when_the_file_is_opened()
    {
        _folder.Open(_clock);
        await _folder.CloseAsync();
        using (var visitor = _folder.Visit())
        {
            visitor.Run("INSERT INTO claim_page (id, claims) VALUES (7, zeroblob(24))");
        }

        _folder.Open(_clock);

        Assert.Equal(0, Number("SELECT count(*) FROM claim_page"));
    }

    [Fact]
    public async Task A_forgotten_event_is_new_wherever_it_stood_and_others_are_known_still()
    {
        var database = _folder.Open(_clock);
        await CompleteAsync(database, 0, Many, TimeSpan.FromDays(7), isBehind: true);
        await EventuallyAsync(database, () => Number("SELECT count(*) FROM claim_run") == 1 && database.Claims.Front.Count < Many / 2);
        int[] forgotten = [0, 1, ClaimRun.ClaimsOnPage, Many / 2, Many - 1];

        await ForgetAsync(database, forgotten);

        foreach (var number in forgotten)
        {
            Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, number, TimeSpan.FromTicks(10)));
            Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(database, number + (number == Many - 1 ? -1 : 2)));
        }

        database = await _folder.ReopenAsync(_clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await AreNewAsync(database, forgotten);

        await DatabaseFolder.CompleteAsync(database, forgotten[1], TimeSpan.FromDays(7));
        Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(database, forgotten[1]));
    }

    [Fact]
    public async Task An_event_may_be_forgotten_while_it_moves()
    {
        var database = _folder.Open(_clock);
        await CompleteAsync(database, 0, Many, TimeSpan.FromDays(7), isBehind: true);
        const int count = 24;
        for (var number = 0; number < count; number++)
        {
            await ForgetAsync(database, number);
            for (var transaction = 0; transaction < number; transaction++)
            {
                await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None); // In which the writer goes on moving.
            }
        }

        await EventuallyAsync(database, () => Number("SELECT count(*) FROM claim_run") > 0 && database.Claims.Front.Count < Many / 2);

        await AreNewAsync(database, Enumerable.Range(0, count));
        Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(database, count));
    }

    private static async Task AreNewAsync(SqliteDatabase database, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, number));
        }
    }

    private static async Task ForgetAsync(SqliteDatabase database, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            Assert.True(await new SqliteClaimStoreBehind(database).ForgetAsync(DatabaseFolder.Key(number), CancellationToken.None));
        }
    }

    private static async Task KnowsAsync(SqliteDatabase database, int count, bool isBehind)
    {
        IClaimStore store = isBehind ? new SqliteClaimStoreBehind(database) : new SqliteClaimStore(database);
        for (var number = 0; number < count; number += 97)
        {
            var state = await store.TryClaimAsync(DatabaseFolder.Key(number), ClaimOwner.Next(), TimeSpan.FromHours(1), CancellationToken.None);
            Assert.Equal(ClaimState.Processed, state);
        }

        var owner = ClaimOwner.Next();
        Assert.Equal(
            ClaimState.Claimed, await store.TryClaimAsync(DatabaseFolder.Key(count), owner, TimeSpan.FromHours(1), CancellationToken.None));
        await store.ReleaseAsync(DatabaseFolder.Key(count), owner, TimeSpan.FromHours(1), CancellationToken.None);
    }

    private static async Task CompleteAsync(SqliteDatabase database, int first, int count, TimeSpan timeToLive, bool isBehind)
    {
        IClaimStore store = isBehind ? new SqliteClaimStoreBehind(database) : new SqliteClaimStore(database);
        for (var done = 0; done < count; done += 1_000)
        {
            await Task.WhenAll(Enumerable.Range(first + done, Math.Min(1_000, count - done)).Select(number =>
                store.CompleteAsync(DatabaseFolder.Key(number), timeToLive, CancellationToken.None).AsTask()));
        }
    }

    private long Number(string sql)
    {
        using var visitor = _folder.Visit();
        return visitor.Number(sql) ?? 0;
    }

    /// <summary>The writer comes round by the clock, and by what it is asked.</summary>
    private Task EventuallyAsync(SqliteDatabase database, Func<bool> isTrue) => Eventually.IsTrueAsync(
        async () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(200));
            await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None);
            return isTrue();
        },
        "the writer has done it");
}
