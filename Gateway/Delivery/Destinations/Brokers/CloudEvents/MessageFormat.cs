namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>In which form a broker gets an event.</summary>
internal enum MessageFormat
{
    /// <summary>As it was received: the body, and headers beside it.</summary>
    Received,

    /// <summary>As a CloudEvent in binary mode, by the broker's own binding: the body, and attributes in the place of headers.</summary>
    CloudEvents,

    /// <summary>As a CloudEvent in structured mode: one JSON object with attributes and body (<c>application/cloudevents+json</c>).</summary>
    CloudEventsStructured,
}
