using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>One whole configuration, compiled: either all of it is in force, or none.</summary>
/// <param name="Settings">The <c>Gateway</c> section.</param>
/// <param name="Routes">YARP's routes as written.</param>
/// <param name="Clusters">YARP's clusters as written.</param>
/// <param name="Compiled">What each route was compiled to, by the route's name.</param>
internal sealed record GatewaySnapshot(
    GatewaySettings Settings,
    IReadOnlyList<RouteConfig> Routes,
    IReadOnlyList<ClusterConfig> Clusters,
    IReadOnlyDictionary<string, CompiledRoute> Compiled);
