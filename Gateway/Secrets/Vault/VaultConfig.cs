namespace Gateway.Secrets.Vault;

/// <summary>HashiCorp Vault or OpenBao as the source of tenants' secrets, as written: null means the file does not say.</summary>
internal sealed record VaultConfig
{
    /// <summary>Where it is, e.g. <c>https://vault.internal:8200</c>. Required.</summary>
    public string? Address { get; init; }

    /// <summary>Where the key/value engine (version 2) is mounted. Default <c>secret</c>.</summary>
    public string? Mount { get; init; }

    /// <summary>The path of a tenant below the mount, with <c>{tenant}</c> in it. Required.</summary>
    public string? Path { get; init; }

    /// <summary>The namespace of all of it. Default: none.</summary>
    public string? Namespace { get; init; }

    /// <summary>PEM file of the private authority that signed the server's certificate. Default: the system's authorities.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>A token, <c>env:NAME</c> or <c>file:PATH</c>. It is renewed as long as it can be. One of three ways to log in.</summary>
    public string? Token { get; init; }

    /// <summary>Logs in by a role of its own.</summary>
    public VaultAppRoleConfig? AppRole { get; init; }

    /// <summary>Logs in by the pod's service account.</summary>
    public VaultKubernetesConfig? Kubernetes { get; init; }
}
