namespace Gateway.Secrets.Vault;

/// <summary>Where in Vault the secrets of tenants are.</summary>
/// <param name="Address">Of the server.</param>
/// <param name="Mount">Of the key/value engine.</param>
/// <param name="Path">Of a tenant, with its name's place in it.</param>
/// <param name="Namespace">Of all of it; empty for none.</param>
internal sealed record VaultPlace(Uri Address, string Mount, string Path, string Namespace);
