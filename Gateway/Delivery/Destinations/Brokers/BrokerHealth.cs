namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>How one broker stands.</summary>
/// <param name="Kind">As it is written in configuration.</param>
/// <param name="Broker">Its hosts.</param>
/// <param name="State">Of the connection.</param>
internal sealed record BrokerHealth(string Kind, string Broker, BrokerState State);
