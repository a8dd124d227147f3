namespace Gateway.Admin.Tenants;

/// <summary>A page of a route's tenants.</summary>
/// <param name="Tenants">By when they were last changed.</param>
/// <param name="Next">Where the next page begins; null behind the last.</param>
internal sealed record TenantList(IReadOnlyList<TenantView> Tenants, string? Next);
