using Gateway.Delivery.Destinations.Http;

namespace Gateway.Delivery.Destinations;

/// <summary>What the kinds of destinations send through; one for the process.</summary>
/// <param name="Http">The routes' own pipelines.</param>
internal sealed record DestinationServices(HttpDestination Http);
