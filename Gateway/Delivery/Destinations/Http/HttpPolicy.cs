using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.Http;

/// <summary>A cluster of the configuration, compiled.</summary>
/// <param name="Cluster">Its name.</param>
internal sealed record HttpPolicy(string Cluster) : IDestinationPolicy
{
    public BrokerOptions? Broker => null;

    public IDestination Open(DestinationServices services) => services.Http;
}
