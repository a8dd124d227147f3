using Gateway.Observability.Traffic;

namespace Gateway.Admin.Traffic;

/// <summary>The tenants of a route that have the most webhooks.</summary>
/// <param name="Now">By the gateway's clock.</param>
/// <param name="Tenants">Those with the most proven webhooks of the last half hour to hour, the most first.</param>
internal sealed record TenantTrafficList(DateTimeOffset Now, IReadOnlyList<TenantTraffic> Tenants);
