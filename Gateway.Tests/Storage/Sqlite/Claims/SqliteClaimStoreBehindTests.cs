using Gateway.Storage;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Sqlite.Claims;

public sealed class SqliteClaimStoreBehindTests : ClaimStoreContract, IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();

    public SqliteClaimStoreBehindTests() => Store = new SqliteClaimStoreBehind(_folder.Open());

    private protected override IClaimStore Store { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();
}
