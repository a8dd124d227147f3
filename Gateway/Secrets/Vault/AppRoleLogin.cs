namespace Gateway.Secrets.Vault;

/// <summary>The log-in of AppRole.</summary>
/// <param name="mount">Where the method is mounted.</param>
/// <param name="roleId">Of the role.</param>
/// <param name="secretId">Its secret id.</param>
internal sealed class AppRoleLogin(string mount, string roleId, VaultCredential secretId) : IVaultLogin
{
    public string Path => $"auth/{mount}/login";

    public IReadOnlyDictionary<string, string> Read(out string problem)
    {
        problem = "";
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["role_id"] = roleId, ["secret_id"] = secretId.Text };
    }
}
