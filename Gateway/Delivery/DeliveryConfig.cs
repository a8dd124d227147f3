using Gateway.Delivery.Destinations;

namespace Gateway.Delivery;

/// <summary>
/// The <c>Delivery</c> section of a route as written: null means the file does not say. With
/// <see cref="DeliveryMode.Forward"/> no other key has an effect, and none is allowed.
/// </summary>
internal sealed record DeliveryConfig
{
    /// <summary>Default <see cref="DeliveryMode.Forward"/>.</summary>
    public DeliveryMode? Mode { get; init; }

    /// <summary>The clusters that each get every event; 1 to 16. Default: the route's <c>ClusterId</c> alone.</summary>
    public IReadOnlyList<DestinationConfig>? To { get; init; }

    /// <summary>How long one attempt may take. Default 1 minute; 1 second to 1 hour.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What follows an attempt that failed.</summary>
    public RetryConfig? Retry { get; init; }

    /// <summary>Attempts at once at each destination, of one gateway process. Default 8; 1 to 256.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How many attempts in which time, by all replicas together. Default: no limit.</summary>
    public DeliveryRateConfig? Rate { get; init; }

    /// <summary>When a destination counts as down.</summary>
    public BreakerConfig? Breaker { get; init; }

    /// <summary>
    /// A place, e.g. <c>body:/data/job_id</c>: events with the same value there are delivered one after the other, in the order
    /// of acceptance. Default: no order.
    /// </summary>
    public string? OrderBy { get; init; }

    /// <summary>How many deliveries may be open for each destination; beyond it webhooks are refused. Default 1,000,000; 1 to 100,000,000.</summary>
    public long? MaxOpen { get; init; }

    /// <summary>How long and how many dead letters are kept. Default 30 days and 1 GiB for each destination.</summary>
    public RetentionConfig? DeadLetter { get; init; }

    /// <summary>The same for what was delivered, to be shown and replayed. Default 1 day and 256 MiB for each destination.</summary>
    public RetentionConfig? Delivered { get; init; }
}
