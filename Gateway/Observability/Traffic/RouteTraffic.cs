namespace Gateway.Observability.Traffic;

/// <summary>What is known of a route's webhooks of late, at one moment.</summary>
internal sealed record RouteTraffic
{
    /// <summary>The last hour, a minute each, oldest first.</summary>
    public required IReadOnlyList<MinuteCount> Minutes { get; init; }

    /// <summary>By <see cref="LatencyScale"/>, of the last half hour to hour.</summary>
    public required int[] Latency { get; init; }

    /// <summary>By <see cref="SkewScale"/>, of the last half hour to hour.</summary>
    public required int[] Skew { get; init; }

    /// <summary>Since the start, by the outcome's code; those that there were.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>When the last one was proven; null for none since the start.</summary>
    public required DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When each secret verified last.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> Keys { get; init; }

    /// <summary>Those with the most webhooks of the last half hour to hour, the most first; empty in a route without tenants.</summary>
    public required IReadOnlyList<TenantTraffic> Tenants { get; init; }
}
