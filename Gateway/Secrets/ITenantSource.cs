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

    /// <summary>What looks for changes; null where tenants are asked for one by one.</summary>
    ITenantFeed? Feed { get; }

    /// <summary>Whether <see cref="Tenants"/> are all that there are.</summary>
    bool IsWhole => true;

    /// <summary>Whether what is known of a name, be it that it is no tenant's, is new enough to judge by.</summary>
    bool Knows(string name) => true;

    /// <summary>Whether there may be newer secrets than those that are known, and it is time to ask for them once more.</summary>
    bool MayHaveNewer(string name) => false;

    /// <summary>Asks for a tenant and waits for it a bounded time; false where it cannot be told now who that is.</summary>
    ValueTask<bool> AskAsync(string name) => new(IsWhole);
}
