using Gateway.Forwarding;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>What a route reaches at one destination.</summary>
/// <param name="Route">The route.</param>
/// <param name="Address">The destination's.</param>
/// <param name="Shape">The paths.</param>
/// <param name="IsMonitored">Whether the route forwards what it does not verify.</param>
internal sealed record GuardedPath(RouteConfig Route, BackendAddress Address, PathShape Shape, bool IsMonitored)
{
    /// <summary>Whether the sender chooses the virtual host.</summary>
    public bool KeepsHost { get; } = WebhookTransforms.KeepsHost(Route);
}
