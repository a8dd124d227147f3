namespace Gateway.Configuration;

/// <summary>What a route was compiled from.</summary>
/// <param name="Digest">Of the route as written, and of all else in the configuration that it is compiled from.</param>
/// <param name="Files">Those that it has read.</param>
internal sealed record RouteOrigin(UInt128 Digest, IReadOnlyList<string> Files);
