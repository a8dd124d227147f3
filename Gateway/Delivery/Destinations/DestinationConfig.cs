using Gateway.Reading;
using Gateway.Verification.Filters;

namespace Gateway.Delivery.Destinations;

/// <summary>One destination of a route as written: null means that the route's <c>Delivery</c> section decides.</summary>
[Scalar(nameof(Cluster))]
internal sealed record DestinationConfig
{
    /// <summary>A cluster of <c>ReverseProxy:Clusters</c>. Required.</summary>
    public string? Cluster { get; init; }

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
