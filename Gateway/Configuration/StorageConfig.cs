namespace Gateway.Configuration;

/// <summary>The <c>Gateway:Storage</c> section as written: null means the file does not say.</summary>
internal sealed record StorageConfig
{
    /// <summary>Where claims and budgets are kept. Default <see cref="StorageProvider.Memory"/>.</summary>
    public StorageProvider? Provider { get; init; }

    /// <summary>Memory only: how many claims are kept at most. Default 1,000,000; 1,000 to 100,000,000.</summary>
    public int? MaxClaims { get; init; }
}
