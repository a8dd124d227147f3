using Gateway.Storage.Sqlite.States;
using Gateway.Storage.States;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite.States;

public sealed class SqliteStateStoreTests : StateStoreContract, IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    public SqliteStateStoreTests() => Store = new SqliteStateStore(_folder.Open(_clock), _clock);

    private protected override IStateStore Store { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await Store.WriteAsync("seen/hooks", new byte[] { 1, 2, 3 }, version: 0, CancellationToken.None);

        var again = new SqliteStateStore(await _folder.ReopenAsync(_clock), _clock);

        Assert.Equal([1, 2, 3], (await again.ReadAsync("seen/hooks", CancellationToken.None))!.Content.ToArray());
    }

    [Fact]
    public async Task What_nobody_has_written_for_sixty_days_goes_with_the_next()
    {
        await Store.WriteAsync("seen/old", new byte[] { 1 }, version: 0, CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(30));
        await Store.WriteAsync("seen/young", new byte[] { 2 }, version: 0, CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(31));

        await Store.WriteAsync("seen/new", new byte[] { 3 }, version: 0, CancellationToken.None);

        Assert.Null(await Store.ReadAsync("seen/old", CancellationToken.None));
        Assert.NotNull(await Store.ReadAsync("seen/young", CancellationToken.None));
    }
}
