namespace Gateway.Storage.Deliveries;

/// <summary>Names one queue: what one route delivers to one of its clusters. Each has its own progress.</summary>
/// <param name="Route">The route's name.</param>
/// <param name="Destination">The cluster's name as configured.</param>
internal readonly record struct QueueName(string Route, string Destination);
