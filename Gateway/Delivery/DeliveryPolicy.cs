using Gateway.Delivery.Destinations;
using Gateway.Verification.Values;

namespace Gateway.Delivery;

/// <summary>What becomes of a route's accepted webhooks, compiled and immutable. Travels beside the route's policy.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Destinations">Each with its own progress; at least one.</param>
/// <param name="OrderBy">What names the line that an event stands in; null for none.</param>
/// <param name="MaxOpen">Deliveries that may be open for each destination.</param>
internal sealed record DeliveryPolicy(
    string Route, IReadOnlyList<DestinationPolicy> Destinations, IValueSource? OrderBy, long MaxOpen)
{
    /// <summary>Whether not every destination gets every webhook.</summary>
    public bool IsFiltered { get; } = Destinations.Any(destination => destination.Where is not null);

    /// <summary>The destinations' names, as the store has them.</summary>
    public IReadOnlyList<string> DestinationNames { get; } = [.. Destinations.Select(destination => destination.Queue.Destination)];

    /// <summary>The destination of the name; null if the route has none.</summary>
    public DestinationPolicy? Find(string destination)
    {
        foreach (var one in Destinations)
        {
            if (one.Queue.Destination == destination)
            {
                return one;
            }
        }

        return null;
    }
}
