using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

/// <summary>What every destination's deliveries use; one for the process.</summary>
internal sealed record DeliveryServices(
    IDeliveryQueue Queue,
    IRateLimitStore RateLimits,
    DeliveryAttempt Attempt,
    QueueSignals Signals,
    DeliveryMetrics Metrics,
    TimeProvider Clock,
    ILogger Logger)
{
    /// <summary>What attempts find out of the destinations.</summary>
    public DestinationStates States { get; init; } = new();

    /// <summary>The store forgets when the process ends; said to whoever queues in it.</summary>
    public bool IsForgetful { get; init; }
}
