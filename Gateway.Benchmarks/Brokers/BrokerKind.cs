namespace Gateway.Benchmarks.Brokers;

/// <summary>Where a backlog is delivered to.</summary>
internal enum BrokerKind
{
    /// <summary>A backend that answers at once.</summary>
    Http,
    RedisStream,
    Nats,
    RabbitMq,

    /// <summary>librdkafka's mock cluster: a real peer of the protocol, in memory.</summary>
    Kafka,
}
