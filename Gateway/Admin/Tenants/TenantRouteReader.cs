namespace Gateway.Admin.Tenants;

/// <summary>The route of a name; null, and why, if the configuration in force has none with tenants in the store.</summary>
/// <param name="name">As it was asked for.</param>
/// <param name="problem">For people; empty if there is one.</param>
internal delegate TenantRoute? TenantRouteReader(string name, out string problem);
