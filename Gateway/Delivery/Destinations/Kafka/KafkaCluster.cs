using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>How a cluster of Kafka is reached.</summary>
internal sealed record KafkaCluster : BrokerOptions
{
    public required string Brokers { get; init; }

    /// <summary>Of SASL; null for none.</summary>
    public required KafkaMechanism? Mechanism { get; init; }

    public required string? User { get; init; }

    public required string? Password { get; init; }

    public required bool UsesTls { get; init; }

    public required BrokerTls Tls { get; init; }

    /// <summary>What stands in the files of TLS: librdkafka reads them once, so that others need another connection.</summary>
    public required string TlsFiles { get; init; }

    /// <summary>The largest record, in bytes.</summary>
    public required int MaxBytes { get; init; }

    public override string Kind => "Kafka";

    public override string Broker => Brokers;

    public override IBrokerConnection Connect(TimeProvider clock) => new KafkaConnection(this);
}
