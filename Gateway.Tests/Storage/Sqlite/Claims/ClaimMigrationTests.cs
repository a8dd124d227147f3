using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite.Claims;

/// <summary>A file of a gateway that kept a row for each claim.</summary>
public sealed class ClaimMigrationTests : IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Theory]
    [InlineData(10)]
    [InlineData(140_000)] // More than two runs.
    public async Task Everything_it_knew_is_known(int processed)
    {
        var clock = TestClock.New();
        _folder.Open(clock);
        await _folder.CloseAsync();
        using (var visitor = _folder.Visit())
        {
            visitor.Begin();
            OldDatabase.Make(visitor, version: 3);
            for (var number = 0; number < processed; number++)
            {
                OldDatabase.Insert(visitor, number, isProcessed: true, clock.GetUtcNow().AddDays(1));
            }

            OldDatabase.Insert(visitor, processed, isProcessed: false, clock.GetUtcNow().AddHours(1));
            OldDatabase.Insert(visitor, processed + 1, isProcessed: true, clock.GetUtcNow().AddSeconds(-1));
            visitor.Commit();
        }

        var database = _folder.Open(clock);

        for (var number = 0; number < processed; number += Math.Max(1, processed / 100))
        {
            Assert.Equal(ClaimState.Processed, await DatabaseFolder.ClaimAsync(database, number));
        }

        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, processed));
        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, processed + 1));
        using var after = _folder.Visit();
        Assert.Equal(0, after.Number("SELECT count(*) FROM sqlite_master WHERE name IN ('claim', 'claim_ends')"));
        Assert.Equal(8, after.Number("PRAGMA user_version"));
    }
}
