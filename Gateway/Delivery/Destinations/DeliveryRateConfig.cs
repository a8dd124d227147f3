namespace Gateway.Delivery.Destinations;

/// <summary>The pace of attempts as written: null means the file does not say.</summary>
internal sealed record DeliveryRateConfig
{
    /// <summary>Attempts in <see cref="Period"/>, also the largest burst. Required; 1 to 1,000,000.</summary>
    public int? Limit { get; init; }

    /// <summary>The time over which <see cref="Limit"/> comes back. Required; 10 ms to 1 day.</summary>
    public TimeSpan? Period { get; init; }
}
