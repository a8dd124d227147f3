namespace Gateway.Configuration;

/// <summary>What a preset says about its provider.</summary>
internal sealed record ProviderInfoConfig
{
    /// <summary>The provider's name as people know it.</summary>
    public string? Name { get; init; }

    /// <summary>Other names that people look for it by; <c>gateway providers</c> finds it under them.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

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

    /// <summary>The methods it sends webhooks by, where <c>POST</c> is not the only one.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>
    /// What a route has to say beside the secret: keys of its <c>Verification</c>, each by its path, with an example that
    /// <c>gateway providers</c> pastes.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Needs { get; init; }

    /// <summary>What an operator should know before relying on it.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
}
