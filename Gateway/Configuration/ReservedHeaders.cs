using Gateway.Forwarding;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>Finds the transforms of a route that name a header which only the gateway may say.</summary>
internal static class ReservedHeaders
{
    /// <summary>The keys of YARP's transforms whose value names a header of the request, or how such names begin.</summary>
    private static readonly string[] NamingKeys =
        ["RequestHeader", "RequestHeaderRouteValue", "RequestHeaderRemove", "RequestHeadersAllowed", "ClientCert", "HeaderPrefix"];

    /// <summary>Each such transform: its position in <c>Transforms</c>, and the key that names the header.</summary>
    public static IEnumerable<(int Index, string Key)> NamedBy(RouteConfig route)
    {
        foreach (var (index, transform) in (route.Transforms ?? []).Index())
        {
            foreach (var key in NamingKeys)
            {
                // Of them RequestHeadersAllowed alone is a list.
                if (transform.TryGetValue(key, out var names)
                    && names.Split(';', StringSplitOptions.TrimEntries).Any(GatewayHeaders.IsOwn))
                {
                    yield return (index, key);
                }
            }
        }
    }
}
