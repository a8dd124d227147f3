using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>Subjects of JetStream, compiled.</summary>
/// <param name="Servers">Where NATS is.</param>
/// <param name="Subject">What an event is published as.</param>
/// <param name="Stream">The stream that has to take it; null for any.</param>
/// <param name="Message">What it gets of each event.</param>
internal sealed record NatsPolicy(NatsServers Servers, ValueTemplate Subject, string? Stream, MessagePolicy Message)
    : IDestinationPolicy
{
    public BrokerOptions? Broker => Servers;

    public IDestination Open(DestinationServices services) => new NatsDestination(this, services.Brokers);
}
