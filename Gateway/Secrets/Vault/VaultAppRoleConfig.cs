namespace Gateway.Secrets.Vault;

/// <summary>How Vault is logged in to with AppRole, as written.</summary>
internal sealed record VaultAppRoleConfig
{
    /// <summary>The role's id, literally or as a reference. Required.</summary>
    public string? RoleId { get; init; }

    /// <summary>Its secret id, <c>env:NAME</c> or <c>file:PATH</c>; a literal is refused. Required.</summary>
    public string? SecretId { get; init; }

    /// <summary>Where the method is mounted. Default <c>approle</c>.</summary>
    public string? Mount { get; init; }
}
