using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite;

/// <summary>Claims in a file outlive the process, and so does the question what time it is.</summary>
public sealed class SqliteClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly DatabaseFolder _folder = new();
    private readonly CorrectedClock _clock = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Theory]
    [InlineData(-365)]
    [InlineData(365)]
    public async Task A_correction_while_the_gateway_runs_neither_ends_nor_prolongs_a_claim(int days)
    {
        var database = _folder.Open(_clock);
        await DatabaseFolder.ClaimAsync(database, 1, Lease);

        _clock.Correction = TimeSpan.FromDays(days);

        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 1, Lease));
        _clock.Advance(Lease - TimeSpan.FromMicroseconds(1));
        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 1, Lease));
        _clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, 1, Lease));
    }

    [Fact]
    public async Task After_a_restart_with_a_clock_set_back_time_goes_on_from_where_it_was()
    {
        await DatabaseFolder.ClaimAsync(_folder.Open(_clock), 1, Lease);
        _clock.Correction = TimeSpan.FromDays(-365);

        var database = await _folder.ReopenAsync(_clock);

        _clock.Advance(Lease - TimeSpan.FromMicroseconds(1));
        Assert.Equal(ClaimState.InFlight, await DatabaseFolder.ClaimAsync(database, 1, Lease));
        _clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(database, 1, Lease));
    }

    [Fact]
    public async Task The_time_while_the_gateway_is_down_counts()
    {
        await DatabaseFolder.CompleteAsync(_folder.Open(_clock), 1, TimeSpan.FromDays(7));
        await _folder.CloseAsync();
        _clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(ClaimState.Claimed, await DatabaseFolder.ClaimAsync(_folder.Open(_clock), 1, Lease));
    }
}
