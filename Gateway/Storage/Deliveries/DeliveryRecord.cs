namespace Gateway.Storage.Deliveries;

/// <summary>One delivery as it is listed.</summary>
/// <param name="Event">What it delivers, without the content.</param>
/// <param name="Destination">The cluster.</param>
/// <param name="State">Where it stands.</param>
internal sealed record DeliveryRecord(StoredEvent Event, string Destination, DeliveryState State)
{
    /// <summary>Accepted, or last redelivered.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Open: when it may be taken next, if it waits for a time. Over: when that was settled.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why it is dead; null unless it is.</summary>
    public string? Reason { get; init; }

    /// <summary>As the last settlement wrote it.</summary>
    public required ReadOnlyMemory<byte> History { get; init; }

    /// <summary>Of the content.</summary>
    public required int Bytes { get; init; }
}
