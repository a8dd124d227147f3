using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Verification.Filters;

namespace Gateway.Delivery.Destinations;

/// <summary>How one destination of a route is delivered to, compiled and immutable.</summary>
internal sealed record DestinationPolicy
{
    public required QueueName Queue { get; init; }

    /// <summary>Which webhooks it gets; null for all.</summary>
    public IFilter? Where { get; init; }

    /// <summary>Where its events go.</summary>
    public required IDestinationPolicy Place { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public required RetryPolicy Retry { get; init; }

    /// <summary>Attempts at once, of this process.</summary>
    public required int Concurrency { get; init; }

    /// <summary>The pace of attempts, of all replicas; null for none.</summary>
    public required RateLimitCharge? Rate { get; init; }

    public required BreakerPolicy Breaker { get; init; }

    /// <summary>Of dead letters.</summary>
    public required Retention DeadLetter { get; init; }

    /// <summary>Of what was delivered.</summary>
    public required Retention Delivered { get; init; }
}
