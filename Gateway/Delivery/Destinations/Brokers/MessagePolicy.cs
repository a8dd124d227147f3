using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>What a broker gets of each event, compiled.</summary>
/// <param name="Headers">Of the provider: those that go along.</param>
/// <param name="CloudEvent">How it becomes a CloudEvent; null where it goes on as it was received.</param>
internal sealed record MessagePolicy(IReadOnlyList<string> Headers, CloudEventPolicy? CloudEvent);
