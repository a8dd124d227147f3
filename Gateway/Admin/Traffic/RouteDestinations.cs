using Gateway.Delivery;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Admin.Traffic;

/// <summary>The destinations of the routes in force that queue.</summary>
/// <param name="deliveries">Of those routes.</param>
/// <param name="brokers">Their connections.</param>
/// <param name="states">What attempts have found.</param>
internal sealed class RouteDestinations(IReadOnlyList<DeliveryPolicy> deliveries, BrokerConnections brokers, DestinationStates states)
{
    private const string Http = "Http";

    private readonly Dictionary<string, DeliveryPolicy> _deliveries = deliveries.ToDictionary(delivery => delivery.Route, StringComparer.Ordinal);

    /// <summary>Empty for a route that forwards.</summary>
    public IReadOnlyList<DestinationView> Of(string route) => _deliveries.TryGetValue(route, out var delivery) ? [.. delivery.Destinations.Select(View)] : [];

    private DestinationView View(DestinationPolicy destination)
    {
        var broker = destination.Place.Broker;
        var state = states.Of(destination.Queue);
        return new DestinationView(
            destination.Queue.Destination,
            broker?.Kind ?? Http,
            broker?.Broker,
            broker is null ? null : brokers.StateOf(broker)?.ToString().ToLowerInvariant(),
            state.IsPaused,
            state.Failure,
            state.FailedAt);
    }
}
