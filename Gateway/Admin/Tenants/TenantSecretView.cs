namespace Gateway.Admin.Tenants;

/// <summary>What is shown of a secret, which is never the secret.</summary>
/// <param name="Id">Its name.</param>
/// <param name="AddedAt">When it was put there.</param>
/// <param name="NotBefore">Not accepted before; null for no bound.</param>
/// <param name="NotAfter">Not accepted from this instant on; null for no bound.</param>
internal sealed record TenantSecretView(string Id, DateTimeOffset AddedAt, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter);
