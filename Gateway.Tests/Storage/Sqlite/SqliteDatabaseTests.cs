using Gateway.Storage;
using Gateway.Storage.Sqlite;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite;

public sealed class SqliteDatabaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly DatabaseFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task Claims_that_come_together_share_a_commit()
    {
        var database = _folder.Open();
        using var hanging = new HangingRequest();
        var first = database.AskAsync(hanging, CancellationToken.None);
        await hanging.Hangs;
        var before = database.Commits;
        var claims = Enumerable.Range(0, 100).Select(number => DatabaseFolder.ClaimAsync(database, number)).ToList();
        hanging.GoOn();

        await first;
        Each.Is(await Task.WhenAll(claims), state => Assert.Equal(ClaimState.Claimed, state));
        Assert.InRange(database.Commits - before, 1, 2); // The hanging one's may have kept the time.
    }

    [Fact]
    public async Task Of_what_is_only_read_nothing_is_written()
    {
        var database = _folder.Open();
        await DatabaseFolder.ClaimAsync(database, 1);
        var before = database.Commits;

        for (var copy = 0; copy < 10; copy++)
        {
            Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 1));
        }

        Assert.Equal(before, database.Commits);
    }

    [Fact]
    public async Task A_processed_event_is_known_after_a_restart()
    {
        await DatabaseFolder.CompleteAsync(_folder.Open(), 1, TimeSpan.FromDays(7));

        Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(await _folder.ReopenAsync(), 1));
    }

    [Fact]
    public async Task A_claim_of_a_gateway_that_is_gone_ends_with_its_lease()
    {
        var clock = TestClock.New();
        await DatabaseFolder.ClaimAsync(_folder.Open(clock), 1, Lease);
        clock.Advance(Lease / 2);
        var database = await _folder.ReopenAsync(clock);
        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 1));

        clock.Advance(Lease / 2);

        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, 1));
    }

    [Fact]
    public async Task Closing_leaves_one_file_with_everything_in_it()
    {
        var database = _folder.Open();
        var claims = Enumerable.Range(0, 100).Select(number => DatabaseFolder.ClaimAsync(database, number)).ToList();
        await _folder.CloseAsync();

        Each.Is(await Task.WhenAll(claims), state => Assert.Equal(ClaimState.Claimed, state)); // none is lost
        Assert.False(File.Exists(_folder.Options.Path + "-wal"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DatabaseFolder.ClaimAsync(database, 100));
        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(_folder.Open(), 99));
    }

    [Fact]
    public async Task An_operation_that_fails_leaves_the_others_of_its_transaction_alone()
    {
        var database = _folder.Open();
        using var hanging = new HangingRequest();
        var first = database.AskAsync(hanging, CancellationToken.None);
        await hanging.Hangs;
        var good = DatabaseFolder.ClaimAsync(database, 1);
        var wrong = database.AskAsync(new FailingRequest(), CancellationToken.None);
        var alsoGood = DatabaseFolder.ClaimAsync(database, 2);
        hanging.GoOn();

        await first;
        Assert.Equal(ClaimState.Claimed, await good);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await wrong);
        Assert.Equal(ClaimState.Claimed, await alsoGood);
        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 1));
    }

    [Fact]
    public async Task A_backup_can_be_read_while_the_gateway_writes()
    {
        var database = _folder.Open();
        await DatabaseFolder.ClaimAsync(database, 1);

        using var reader = _folder.Visit();
        reader.Run("BEGIN");

        Assert.Equal(1, reader.Number("SELECT count(*) FROM claim_log"));
        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, 2));
        Assert.Equal(1, reader.Number("SELECT count(*) FROM claim_log"));
    }

    [Fact]
    public async Task While_another_program_holds_the_lock_operations_fail_and_then_succeed_again()
    {
        _folder.Options = _folder.Options with { Timeout = TimeSpan.FromMilliseconds(200) };
        var database = _folder.Open();
        using (var other = _folder.Visit())
        {
            other.Begin();
            var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => DatabaseFolder.ClaimAsync(database, 1));
            Assert.Contains(_folder.Options.Path, failure.Message, StringComparison.Ordinal);
            Assert.False(await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None));
            other.Rollback();
        }

        await Eventually.IsTrueAsync(
            async () => await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None), "the file can be written");
        Assert.Equal(ClaimState.Claimed, await ClaimPatientlyAsync(database, 2));
        Assert.Equal(ClaimState.Claimed, await ClaimPatientlyAsync(database, 1)); // nothing was left claimed
    }

    private static async Task<ClaimState> ClaimPatientlyAsync(SqliteDatabase database, int number)
    {
        var state = ClaimState.Unknown;
        await Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    state = await DatabaseFolder.ClaimAsync(database, number);
                    return state == ClaimState.Claimed;
                }
                catch (StoreUnavailableException)
                {
                    return false; // The machine was busy for longer than the deadline.
                }
            },
            "the event can be claimed");
        return state;
    }

    private sealed class FailingRequest : SqliteRequest<bool>
    {
        public override void Execute(SqliteSession session) =>
            session.Run("INSERT INTO claim_log (lines) VALUES (NULL)");
    }
}
