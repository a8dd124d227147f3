namespace Gateway.Verification.RateLimit;

/// <summary>One rule of a route's <c>RateLimit</c> section as written: null means the file does not say.</summary>
internal sealed record RateLimitConfig
{
    /// <summary>Webhooks in <see cref="Period"/>, also the largest burst. Required; 1 to 1,000,000.</summary>
    public int? Limit { get; init; }

    /// <summary>The time over which <see cref="Limit"/> comes back. Required; 10 ms to 1 day.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>
    /// Whom the rule counts: <c>ClientIp</c> (default; an IPv6 client by its /64 network), <c>Route</c>, <c>Tenant</c>, or
    /// <c>header:NAME</c>.
    /// </summary>
    public string? By { get; init; }
}
