using Gateway.Delivery;
using Gateway.Verification;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>One whole configuration, compiled: either all of it is in force, or none.</summary>
/// <param name="Settings">The <c>Gateway</c> section.</param>
/// <param name="Routes">YARP's routes as written.</param>
/// <param name="Clusters">YARP's clusters as written.</param>
/// <param name="Policies">Each route's policy, by the route's name.</param>
/// <param name="Deliveries">How those routes deliver that queue, by the route's name.</param>
internal sealed record GatewaySnapshot(
    GatewaySettings Settings,
    IReadOnlyList<RouteConfig> Routes,
    IReadOnlyList<ClusterConfig> Clusters,
    IReadOnlyDictionary<string, RoutePolicy> Policies,
    IReadOnlyDictionary<string, DeliveryPolicy> Deliveries);
