using Gateway.Secrets;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>The compiled <c>Tenant</c> of a route.</summary>
/// <param name="Place">Where webhooks name it.</param>
/// <param name="Source">Where secrets come from.</param>
internal sealed record TenantContext(TenantPlace Place, ITenantSource Source);
