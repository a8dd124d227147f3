namespace Gateway.Storage.Tenants;

/// <summary>
/// What is known of the tenants of routes, shared by every replica on the store. Every change has a number, higher than all before it, so
/// that whoever has seen one can ask for what came behind it.
/// </summary>
/// <remarks>
/// Every method answers within the store's own deadline; when it cannot, it throws <see cref="StoreUnavailableException"/>. What was asked
/// for may have been carried out all the same: whoever reads again sees.
/// </remarks>
internal interface ITenantStore
{
    /// <summary>Of one tenant, in bytes.</summary>
    const int MostBytes = 512 * 1024;

    /// <summary>Of one route.</summary>
    const int MostTenants = 1_000_000;

    /// <summary>A page ends behind the tenant with which it exceeds this many bytes.</summary>
    const int PageBytes = 1024 * 1024;

    /// <summary>How long it is still told of a tenant that it was removed.</summary>
    static readonly TimeSpan RemovalsToldFor = TimeSpan.FromDays(1);

    /// <summary>Which routes have had changes behind a number.</summary>
    ValueTask<TenantChanges> ChangedAsync(long after, CancellationToken cancellation);

    /// <summary>Tenants of a route by the numbers of their last changes, those that were removed among them; empty behind the last.</summary>
    /// <param name="route">Whose.</param>
    /// <param name="after">The last change that is known: upward 0 for none, downward <see cref="long.MaxValue"/>.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="isDownward">The newest first.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    ValueTask<IReadOnlyList<TenantEntry>> PageAsync(string route, long after, int most, bool isDownward, CancellationToken cancellation);

    /// <summary>One tenant; null if it never was one, or that it was is not told any more.</summary>
    ValueTask<TenantEntry?> ReadAsync(string route, string tenant, CancellationToken cancellation);

    /// <summary>Writes a tenant, unless it was changed since it was read.</summary>
    /// <param name="route">Whose.</param>
    /// <param name="tenant">Its name.</param>
    /// <param name="content">At most <see cref="MostBytes"/>; null removes it.</param>
    /// <param name="change">The number of the change that is replaced; 0 if it was none.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    ValueTask<TenantWrite> WriteAsync(string route, string tenant, byte[]? content, long change, CancellationToken cancellation);
}
