using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>A topic of Kafka, compiled.</summary>
/// <param name="Cluster">Where Kafka is.</param>
/// <param name="Topic">What an event is produced to.</param>
/// <param name="Key">Of the record; null for none.</param>
/// <param name="Message">What it gets of each event.</param>
internal sealed record KafkaPolicy(KafkaCluster Cluster, ValueTemplate Topic, ValueTemplate? Key, MessagePolicy Message)
    : IDestinationPolicy
{
    public BrokerOptions? Broker => Cluster;

    public IDestination Open(DestinationServices services) => new KafkaDestination(this, services.Brokers);
}
