namespace Gateway.Configuration;

/// <summary>What a preset says about its provider.</summary>
internal sealed record ProviderInfoConfig
{
    /// <summary>The provider's name as people know it.</summary>
    public string? Name { get; init; }

    /// <summary>How the facts are known: <c>verified</c> (read in the provider's own code or documentation) or <c>community</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The provider's own page about its webhooks.</summary>
    public string? Documentation { get; init; }

    /// <summary>Where the facts come from.</summary>
    public string? Source { get; init; }

    /// <summary>Where the provider publishes the addresses it sends from; for <c>IpAllowList</c>, which no preset sets.</summary>
    public string? AddressRanges { get; init; }

    /// <summary>How long after the first attempt the provider still retries; deduplication remembers at least as long.</summary>
    public TimeSpan? RetryHorizon { get; init; }

    /// <summary>What an operator should know before relying on it.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
}
