namespace Gateway.Secrets;

/// <summary>Where the secrets of a route's tenants come from.</summary>
internal interface ITenantSource
{
    /// <summary>What it is called in messages, and never a secret.</summary>
    string Name { get; }

    /// <summary>The tenants as they are known now.</summary>
    TenantTable Tenants { get; }

    /// <summary>What could not be read at the last look, by the tenant's name, and why.</summary>
    IReadOnlyDictionary<string, string> Unreadable { get; }

    /// <summary>Looks whether any of them has changed; once a second, by one caller at a time.</summary>
    void Refresh();
}
