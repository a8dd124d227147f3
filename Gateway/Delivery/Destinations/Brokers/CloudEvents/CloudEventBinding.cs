namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>How the CloudEvents binding of a protocol writes attributes beside a body.</summary>
/// <param name="Prefix">Before the name of each; null where the protocol has no binding, and so no binary mode.</param>
/// <param name="DataTypeHeader">What holds the type of the body in binary mode; null for a property of the protocol itself.</param>
/// <param name="TypeHeader">The same of all of the event in structured mode.</param>
internal sealed record CloudEventBinding(string? Prefix, string? DataTypeHeader, string? TypeHeader)
{
    /// <summary>Whether values are ASCII, and anything else percent-encoded; else UTF-8.</summary>
    public bool IsPercentEncoded { get; private init; }

    /// <summary>kafka-protocol-binding.md, section 3.</summary>
    public static CloudEventBinding Kafka { get; } = new("ce_", "content-type", "content-type");

    /// <summary>nats-protocol-binding.md, section 3.</summary>
    public static CloudEventBinding Nats { get; } = new("ce-", "ce-datacontenttype", "Content-Type") { IsPercentEncoded = true };

    /// <summary>amqp-protocol-binding.md, section 3. Of the two prefixes the one that it prefers, for JMS cannot select by the other.</summary>
    public static CloudEventBinding Amqp { get; } = new("cloudEvents_", DataTypeHeader: null, TypeHeader: null);

    /// <summary>There is none.</summary>
    public static CloudEventBinding Redis { get; } = new(Prefix: null, DataTypeHeader: null, "content-type");

    /// <summary>Names of senders' headers that receivers would take for attributes, whichever the binding.</summary>
    public static bool IsAttribute(string header) =>
        header.StartsWith("ce_", StringComparison.OrdinalIgnoreCase) || header.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("cloudEvents_", StringComparison.OrdinalIgnoreCase) || header.StartsWith("cloudEvents:", StringComparison.OrdinalIgnoreCase);
}
