namespace Gateway.Storage.Deliveries;

/// <summary>Which deliveries; null leaves open.</summary>
internal sealed record DeliveryFilter
{
    public DeliveryState? State { get; init; }

    public string? Route { get; init; }

    public string? Destination { get; init; }

    /// <summary>The whole type, in its case.</summary>
    public string? EventType { get; init; }

    /// <summary>The provider's id, whole.</summary>
    public string? EventId { get; init; }

    /// <summary>Why it is dead.</summary>
    public string? Reason { get; init; }

    /// <summary>Received at or behind it.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>By the time of reception; the oldest first otherwise.</summary>
    public bool NewestFirst { get; init; }
}
