namespace Gateway.Verification.Replay;

/// <summary>The <c>Replay</c> section of a route as written: null means the file does not say.</summary>
internal sealed record ReplayConfig
{
    /// <summary>
    /// Where the signed timestamp stands: <c>header:NAME</c>, <c>header:NAME[t]</c>, <c>body:/pointer</c>; alternatives
    /// are parted by <c>|</c>, the first that is there counts. Required.
    /// </summary>
    public string? Timestamp { get; init; }

    /// <summary>
    /// <c>unix-seconds</c> (default), <c>unix-milliseconds</c>, <c>unix</c> (either, by the number of digits), <c>iso-8601</c>,
    /// <c>iso-8601-utc</c> (without a zone, UTC is meant) or <c>rfc-1123</c>.
    /// </summary>
    public string? Format { get; init; }

    /// <summary>How old a webhook may be when it is received. Default 5 minutes; above 0, up to 7 days.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How far ahead the sender's clock may be. Default 5 minutes; 0 to 1 hour.</summary>
    public TimeSpan? MaxSkew { get; init; }
}
