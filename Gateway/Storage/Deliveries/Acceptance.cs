namespace Gateway.Storage.Deliveries;

/// <summary>What is to become durable together: the event, its place in every queue, and that its id has been seen.</summary>
/// <param name="Event">What was received.</param>
/// <param name="Destinations">Of its route; at least one, each once.</param>
internal sealed record Acceptance(StoredEvent Event, IReadOnlyList<string> Destinations)
{
    /// <summary>The provider's id of the event; null without deduplication. Recorded as processed: a copy is a duplicate from here on.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Events with the same key are delivered one after the other, in the order of acceptance; null for no order.</summary>
    public UInt128? OrderKey { get; init; }

    /// <summary>How many deliveries may be open in each queue of the route; one more is refused.</summary>
    public long MaxOpen { get; init; } = long.MaxValue;
}
