using Gateway.Secrets;

namespace Gateway.Admin.Tenants;

/// <summary>Where the tenants of a route come from; null, and why, if the configuration in force has no such route, or it has none.</summary>
/// <param name="name">As it was asked for.</param>
/// <param name="problem">For people; empty if there is one.</param>
internal delegate ITenantSource? TenantSourceReader(string name, out string problem);
