namespace Gateway.Delivery.Destinations;

/// <summary>What follows an attempt that failed, as written: null means the file does not say.</summary>
internal sealed record RetryConfig
{
    /// <summary>
    /// The delay behind the first attempt; each further one is twice as long, less a random part of up to half of it. Default
    /// 5 seconds; 100 ms to 1 day.
    /// </summary>
    public TimeSpan? First { get; init; }

    /// <summary>No delay grows beyond it. Default 1 hour; <see cref="First"/> to 7 days.</summary>
    public TimeSpan? Longest { get; init; }

    /// <summary>The delays one by one, exactly, in place of <see cref="First"/> and <see cref="Longest"/>; behind the last the event is a dead letter. At most 50, of 100 ms to 7 days.</summary>
    public IReadOnlyList<TimeSpan>? Delays { get; init; }

    /// <summary>
    /// So long after it was accepted, or replayed, an event that still fails is a dead letter. Default 3 days, with
    /// <see cref="Delays"/> no bound; 1 second to 90 days.
    /// </summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>Statuses that say that no attempt will ever succeed. 410 always does. Default: none besides; 300 to 599.</summary>
    public IReadOnlyList<int>? FinalStatuses { get; init; }
}
