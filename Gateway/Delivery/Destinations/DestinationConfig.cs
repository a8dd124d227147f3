using Gateway.Delivery.Destinations.Kafka;
using Gateway.Delivery.Destinations.Nats;
using Gateway.Delivery.Destinations.RabbitMq;
using Gateway.Delivery.Destinations.RedisStream;
using Gateway.Reading;
using Gateway.Verification.Filters;

namespace Gateway.Delivery.Destinations;

/// <summary>One destination of a route as written: null means that the route's <c>Delivery</c> section decides.</summary>
[Scalar(nameof(Cluster))]
internal sealed record DestinationConfig
{
    /// <summary>A cluster of <c>ReverseProxy:Clusters</c>. Required, unless a broker stands in its place.</summary>
    public string? Cluster { get; init; }

    /// <summary>
    /// What a broker's queue is called, in the store, the metrics and the command line; 1 to 64 letters, digits, dots, hyphens and underscores.
    /// Default: the kind in lower case. A cluster has its own name.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>A stream of Redis, in the place of a cluster.</summary>
    public RedisStreamConfig? RedisStream { get; init; }

    /// <summary>Subjects of NATS JetStream, in the place of a cluster.</summary>
    public NatsConfig? Nats { get; init; }

    /// <summary>An exchange of RabbitMQ, in the place of a cluster.</summary>
    public RabbitMqConfig? RabbitMq { get; init; }

    /// <summary>A topic of Kafka, in the place of a cluster; not in the native build.</summary>
    public KafkaConfig? Kafka { get; init; }

    /// <summary>Which webhooks this destination gets. Default: all.</summary>
    public FilterConfig? Where { get; init; }

    /// <inheritdoc cref="DeliveryConfig.Timeout"/>
    public TimeSpan? Timeout { get; init; }

    /// <inheritdoc cref="DeliveryConfig.Retry"/>
    public RetryConfig? Retry { get; init; }

    /// <inheritdoc cref="DeliveryConfig.Concurrency"/>
    public int? Concurrency { get; init; }

    /// <inheritdoc cref="DeliveryConfig.Rate"/>
    public DeliveryRateConfig? Rate { get; init; }

    /// <inheritdoc cref="DeliveryConfig.Breaker"/>
    public BreakerConfig? Breaker { get; init; }
}
