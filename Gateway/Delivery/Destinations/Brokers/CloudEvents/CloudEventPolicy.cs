namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>How events become CloudEvents, compiled.</summary>
internal sealed record CloudEventPolicy
{
    /// <summary>Whether attributes and body are one JSON object.</summary>
    public required bool IsStructured { get; init; }

    /// <summary>How the broker's binding writes attributes.</summary>
    public required CloudEventBinding Binding { get; init; }

    public required ValueTemplate Source { get; init; }

    public required ValueTemplate Type { get; init; }

    /// <summary>What an event may do without: the subject and attributes of one's own, by their names.</summary>
    public required IReadOnlyList<KeyValuePair<string, ValueTemplate>> Optional { get; init; }
}
