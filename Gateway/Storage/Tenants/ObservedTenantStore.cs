namespace Gateway.Storage.Tenants;

/// <summary>A store of tenants that is watched.</summary>
internal sealed class ObservedTenantStore(ITenantStore tenants, StoreObserver observer) : ITenantStore
{
    public ValueTask<TenantChanges> ChangedAsync(long after, CancellationToken cancellation) => observer.AskAsync(
        "tenant_changes",
        (tenants, after, cancellation),
        static ask => ask.tenants.ChangedAsync(ask.after, ask.cancellation));

    public ValueTask<IReadOnlyList<TenantEntry>> PageAsync(string route, long after, int most, bool isDownward, CancellationToken cancellation) =>
        observer.AskAsync(
            "list_tenants",
            (tenants, route, after, most, isDownward, cancellation),
            static ask => ask.tenants.PageAsync(ask.route, ask.after, ask.most, ask.isDownward, ask.cancellation));

    public ValueTask<TenantEntry?> ReadAsync(string route, string tenant, CancellationToken cancellation) => observer.AskAsync(
        "read_tenant",
        (tenants, route, tenant, cancellation),
        static ask => ask.tenants.ReadAsync(ask.route, ask.tenant, ask.cancellation));

    public ValueTask<TenantWrite> WriteAsync(
        string route, string tenant, byte[]? content, long change, CancellationToken cancellation) => observer.AskAsync(
        "write_tenant",
        (tenants, route, tenant, content, change, cancellation),
        static ask => ask.tenants.WriteAsync(ask.route, ask.tenant, ask.content, ask.change, ask.cancellation));
}
