namespace Gateway.Delivery.Destinations;

/// <summary>How a destination stands, by the last attempt of this process.</summary>
/// <param name="IsPaused">It is left alone for being down.</param>
/// <param name="Failure">Why that attempt failed; null if it did not.</param>
/// <param name="FailedAt">When.</param>
internal sealed record DestinationState(bool IsPaused, string? Failure, DateTimeOffset? FailedAt)
{
    public static DestinationState Well { get; } = new(IsPaused: false, Failure: null, FailedAt: null);
}
