namespace Gateway.Storage.Deliveries;

/// <summary>One accepted webhook as a store keeps it: what it is listed by, and the request itself, which no store looks into.</summary>
internal sealed record StoredEvent
{
    /// <summary>The gateway's own name for it: a UUID of version 7 (RFC 9562), so that later events are greater.</summary>
    public required Guid Id { get; init; }

    public required string Route { get; init; }

    /// <summary>When it was received, to the microsecond: by this instant it was judged, and never again by a later one.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The preset's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The id of the secret that verified it.</summary>
    public string? KeyId { get; init; }

    /// <summary>The provider's id of it.</summary>
    public string? EventId { get; init; }

    public string? EventType { get; init; }

    /// <summary>
    /// The request as received, encoded and perhaps encrypted. Empty where a list leaves it out, and where it is read on its own.
    /// When an acceptance has been answered the memory is the caller's again, who uses it for something else: a store that keeps
    /// contents keeps copies. A caller who was told that the store does not answer never uses it again, for the store may still
    /// read it.
    /// </summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
