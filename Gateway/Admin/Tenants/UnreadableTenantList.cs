namespace Gateway.Admin.Tenants;

/// <summary>A page of those of a route's tenants that cannot be read.</summary>
/// <param name="Count">Of all of them.</param>
/// <param name="Tenants">By their names.</param>
/// <param name="Next">Where the next page begins; null behind the last.</param>
internal sealed record UnreadableTenantList(int Count, IReadOnlyList<UnreadableTenantView> Tenants, string? Next);
