using Gateway.Storage.Sqlite.Tenants;
using Gateway.Storage.Tenants;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Sqlite.Tenants;

public sealed class SqliteTenantStoreTests : TenantStoreContract, IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    public SqliteTenantStoreTests() => Store = new SqliteTenantStore(_folder.Open(_clock), _clock);

    private protected override ITenantStore Store { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart_and_numbers_go_on()
    {
        await Store.WriteAsync("hooks", "acme", new byte[] { 1, 2, 3 }, change: 0, CancellationToken.None);
        var before = await Store.ChangedAsync(after: 0, CancellationToken.None);

        var again = new SqliteTenantStore(await _folder.ReopenAsync(_clock), _clock);
        await again.WriteAsync("hooks", "globex", new byte[] { 4 }, change: 0, CancellationToken.None);

        Assert.Equal([1, 2, 3], (await again.ReadAsync("hooks", "acme", CancellationToken.None))!.Content);
        Assert.Equal(before.Last + 1, (await again.ChangedAsync(after: 0, CancellationToken.None)).Last);
    }

    [Fact]
    public async Task It_is_told_of_a_removal_for_a_day()
    {
        await Store.WriteAsync("hooks", "acme", new byte[] { 1 }, change: 0, CancellationToken.None);
        await Store.WriteAsync("hooks", "acme", content: null, (await Store.ReadAsync("hooks", "acme", CancellationToken.None))!.Change, CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(23));
        await Store.WriteAsync("hooks", "globex", new byte[] { 2 }, change: 0, CancellationToken.None);
        Assert.NotNull(await Store.ReadAsync("hooks", "acme", CancellationToken.None));
        _clock.Advance(TimeSpan.FromHours(2));

        await Store.WriteAsync("hooks", "initech", new byte[] { 3 }, change: 0, CancellationToken.None);

        Assert.Null(await Store.ReadAsync("hooks", "acme", CancellationToken.None));
    }
}
