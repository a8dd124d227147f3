using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations;

/// <summary>Where a destination's events go, compiled and immutable: it knows its kind, and nobody else has to.</summary>
internal interface IDestinationPolicy
{
    /// <summary>The broker whose connection it uses; null for none.</summary>
    BrokerOptions? Broker { get; }

    /// <summary>The destination with what the process has for it. Cheap: connections are shared.</summary>
    IDestination Open(DestinationServices services);
}
