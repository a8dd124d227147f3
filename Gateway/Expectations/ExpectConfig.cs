namespace Gateway.Expectations;

/// <summary>What is expected of a route's provider, as written: null means the file does not say.</summary>
internal sealed record ExpectConfig
{
    /// <summary>
    /// How long a provider is silent at most: 1 minute to 30 days; or <c>Learn</c>, from what came by the hour of the week in the last
    /// four weeks. Required.
    /// </summary>
    public string? Every { get; init; }
}
