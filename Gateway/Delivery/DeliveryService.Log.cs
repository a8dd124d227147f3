using Gateway.Observability;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

internal sealed partial class DeliveryService
{
    /// <summary>Queues that have been warned of.</summary>
    private readonly HashSet<QueueName> _orphans = [];

    [LoggerMessage(EventIds.QueueForgetful, LogLevel.Warning,
        "Routes queue in memory (Gateway:Storage:Provider): what is accepted and not delivered is lost when the gateway ends.")]
    private partial void LogForgetful();

    [LoggerMessage(EventIds.QueueOrphaned, LogLevel.Warning,
        "{Open} deliveries of route '{Route}' to '{Destination}' wait, and nothing in the configuration delivers them.")]
    private partial void LogOrphan(string route, string destination, long open);

    [LoggerMessage(EventIds.DeliveryServiceFailed, LogLevel.Error, "The queues could not be looked after; it is tried again.")]
    private partial void LogTickFailed(Exception exception);
}
