using Gateway.Secrets.Stored;
using Gateway.Verification.Signature.Tenants;

namespace Gateway.Admin.Tenants;

/// <summary>A route of which tenants are in the store.</summary>
/// <param name="Name">Of the route.</param>
/// <param name="Feed">Brings a change into force here.</param>
/// <param name="Judge">Looks whether a text can be a secret of the route's algorithm.</param>
internal sealed record TenantRoute(string Name, StoredTenantFeed Feed, SecretJudgement Judge);
