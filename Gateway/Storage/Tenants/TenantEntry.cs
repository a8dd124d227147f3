namespace Gateway.Storage.Tenants;

/// <summary>One tenant as it was read.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Content">In the form of its owner; null if it was removed.</param>
/// <param name="Change">The number of its last change.</param>
internal sealed record TenantEntry(string Tenant, byte[]? Content, long Change);
