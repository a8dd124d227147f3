using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Http;

namespace Gateway.Delivery.Destinations;

/// <summary>What the kinds of destinations send through; one for the process.</summary>
/// <param name="Http">The routes' own pipelines.</param>
/// <param name="Brokers">The connections to brokers.</param>
internal sealed record DestinationServices(HttpDestination Http, BrokerConnections Brokers);
