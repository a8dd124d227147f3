namespace Gateway.Secrets;

/// <summary>The file <c>tenant.json</c> beside the secrets in a tenant's folder, as written: null means the file does not say.</summary>
internal sealed record TenantFileConfig
{
    /// <summary><see cref="TenantMode.Enforce"/> or <see cref="TenantMode.Monitor"/>, whatever the route says. Default: as the route says.</summary>
    public TenantMode? Mode { get; init; }

    /// <summary>Whether nothing of the tenant is accepted. Default false.</summary>
    public bool? Disabled { get; init; }

    /// <summary>When secrets count, by the names of their files. Default: always.</summary>
    public IReadOnlyDictionary<string, SecretValidityConfig>? Secrets { get; init; }
}
