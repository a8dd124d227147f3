using Gateway.Storage.Tenants;

namespace Gateway.Storage.Sqlite.Tenants;

/// <summary>Tenants in the gateway's own file, there again after a restart.</summary>
internal sealed class SqliteTenantStore(SqliteDatabase database, TimeProvider clock) : ITenantStore
{
    public ValueTask<TenantChanges> ChangedAsync(long after, CancellationToken cancellation) =>
        database.AskAsync(new TenantChangesRequest(after), cancellation);

    public ValueTask<IReadOnlyList<TenantEntry>> PageAsync(string route, long after, int most, bool isDownward, CancellationToken cancellation) =>
        database.AskAsync(new TenantPageRequest(route, after, most, isDownward), cancellation);

    public ValueTask<TenantEntry?> ReadAsync(string route, string tenant, CancellationToken cancellation) =>
        database.AskAsync(new ReadTenantRequest(route, tenant), cancellation);

    public ValueTask<TenantWrite> WriteAsync(
        string route, string tenant, byte[]? content, long change, CancellationToken cancellation) =>
        database.AskAsync(new WriteTenantRequest(route, tenant, content, change, clock.GetUtcNow()), cancellation);
}
