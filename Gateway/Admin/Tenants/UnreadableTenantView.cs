namespace Gateway.Admin.Tenants;

/// <summary>What is shown of a tenant that cannot be read.</summary>
/// <param name="Tenant">Its name, or what stands where one should.</param>
/// <param name="Problem">Why, going on from the name; never a secret.</param>
/// <param name="InForce">Whether what could be read of it before counts.</param>
internal sealed record UnreadableTenantView(string Tenant, string Problem, bool InForce);
