namespace Gateway.Secrets.Stored;

/// <summary>The tenants of one route that are in the store, as they are known to this process.</summary>
/// <param name="route">Whose.</param>
/// <param name="feed">Keeps them up to date.</param>
internal sealed class StoredTenants(string route, StoredTenantFeed feed) : ITenantSource
{
    private TenantTable _tenants = new();
    private int _isWhole;

    public string Route => route;

    public string Name => NameOf(route);

    public TenantTable Tenants => Volatile.Read(ref _tenants);

    public IReadOnlyDictionary<string, string> Unreadable => Damaged.All;

    public ITenantFeed Feed => feed;

    /// <summary>False until all of them have been read, once or since nobody asked for them.</summary>
    public bool IsWhole => Volatile.Read(ref _isWhole) != 0;

    /// <summary>What cannot be decrypted, and why.</summary>
    public UnreadableTenants Damaged { get; } = new(NameOf(route));

    /// <summary>The number of the last change that is in the table. Only the feed looks at it.</summary>
    public long Seen { get; private set; }

    public bool Knows(string name) => IsWhole;

    /// <summary>Puts what was read in force.</summary>
    public void Put(TenantTable tenants, long seen)
    {
        Seen = seen;
        Volatile.Write(ref _tenants, tenants);
        Volatile.Write(ref _isWhole, 1);
    }

    /// <summary>What is known is not all, or not as it is, until it is read again.</summary>
    public void Doubt() => Volatile.Write(ref _isWhole, 0);

    private static string NameOf(string route) => $"the store, of the route '{route}'";
}
