namespace Gateway.Secrets.Vault;

/// <summary>How Vault is logged in to with a service account of Kubernetes, as written.</summary>
internal sealed record VaultKubernetesConfig
{
    /// <summary>The role. Required.</summary>
    public string? Role { get; init; }

    /// <summary>The file of the account's token, read at each log-in. Default <c>/var/run/secrets/kubernetes.io/serviceaccount/token</c>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Where the method is mounted. Default <c>kubernetes</c>.</summary>
    public string? Mount { get; init; }
}
