using Gateway.Storage;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite;

/// <summary>How much room claims take, and what happens when there is none.</summary>
public sealed class SqliteSpaceTests : IAsyncLifetime
{
    private const int AtOnce = 1000;

    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task The_file_does_not_grow_with_events_that_have_ended()
    {
        var database = _folder.Open(_clock);
        for (var round = 0; round < 150; round++)
        {
            await ClaimManyAsync(database, round * AtOnce, TimeSpan.FromMinutes(1));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _folder.CloseAsync();

        // The log is written anew when it has so many lines, if not before; a line for each would be 6 MB.
        Assert.InRange(new FileInfo(_folder.Options.Path).Length, 0, (ClaimFold.Lines + (2 * AtOnce)) * ClaimRecord.Length * 3 / 2);
    }

    [Fact]
    public async Task What_has_ended_is_removed_also_when_nothing_arrives()
    {
        var database = _folder.Open(_clock);
        await ClaimManyAsync(database, 0, TimeSpan.FromMinutes(1));
        using var visitor = _folder.Visit();
        Assert.NotEqual(0, visitor.Number("SELECT count(*) FROM claim_log"));

        _clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.IsTrueAsync(
            () => Task.FromResult(visitor.Number("SELECT count(*) FROM claim_log") == 0), "the claims are removed");
    }

    [Fact]
    public async Task A_full_file_refuses_new_events_knows_the_old_ones_and_has_room_again_when_they_end()
    {
        _folder.Options = _folder.Options with { MaxBytes = 1024 * 1024 };
        var database = _folder.Open(_clock);
        await IsFullAfterAsync(database, "Gateway:Storage:MaxBytes");

        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 0));
        for (var number = 0; number < 100; number++)
        {
            await DatabaseFolder.CompleteAsync(database, number, TimeSpan.FromDays(1)); // What is in flight can be ended.
        }

        Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(database, 0));
        Assert.False(await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None));
        Assert.InRange(new FileInfo(_folder.Options.Path).Length, 0, 1024 * 1024);

        _clock.Advance(TimeSpan.FromMinutes(1));

        await HasRoomAsync(database);
    }

    [SmallDiskFact]
    public async Task A_full_disk_refuses_and_is_used_again_without_a_restart_when_it_has_room()
    {
        await using var disk = await SmallDisk.MountAsync(Path.Combine(Path.GetDirectoryName(_folder.Options.Path)!, "disk"));
        _folder.Options = _folder.Options with { Path = disk.PathOf("gateway.db") };
        var database = _folder.Open(_clock);
        await IsFullAfterAsync(database, disk.Path);
        Assert.False(await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None));

        disk.MakeRoom();

        await HasRoomAsync(database);
        Assert.True(await new SqliteHealth(database).IsAvailableAsync(CancellationToken.None));
        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 0));
        await _folder.CloseAsync();
    }

    private static async Task IsFullAfterAsync(SqliteDatabase database, string said)
    {
        for (var first = 0; ; first += AtOnce)
        {
            try
            {
                await ClaimManyAsync(database, first, TimeSpan.FromMinutes(1));
                Assert.True(first < 1_000_000, "There is always room.");
            }
            catch (StoreUnavailableException exception)
            {
                Assert.Contains(said, exception.Message, StringComparison.Ordinal);
                return;
            }
        }
    }

    private static Task HasRoomAsync(SqliteDatabase database)
    {
        var next = 2_000_000;
        return Eventually.IsTrueAsync(
            async () =>
            {
                try
                {
                    return await DatabaseFolder.ClaimAsync(database, next++) == ClaimState.Claimed;
                }
                catch (StoreUnavailableException)
                {
                    return false;
                }
            },
            "there is room for new events");
    }

    private static Task<ClaimState[]> ClaimManyAsync(SqliteDatabase database, int first, TimeSpan lease) =>
        Task.WhenAll(Enumerable.Range(first, AtOnce).Select(number => DatabaseFolder.ClaimAsync(database, number, lease)));
}
