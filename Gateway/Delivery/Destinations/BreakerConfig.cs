namespace Gateway.Delivery.Destinations;

/// <summary>When a destination counts as down, as written: null means the file does not say.</summary>
internal sealed record BreakerConfig
{
    /// <summary>So many attempts in a row without an answer, or answered 502, 503 or 504. Default 5; 1 to 1000.</summary>
    public int? Failures { get; init; }

    /// <summary>How long it is left alone before one attempt finds out whether it is back. Default 30 seconds; 100 ms to 1 hour.</summary>
    public TimeSpan? Pause { get; init; }
}
