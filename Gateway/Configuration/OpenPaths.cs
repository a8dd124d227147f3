using Gateway.Intake;
using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Reports routes that stand open for what another verifies: by a method, host or header that the verified route does not name, or
/// by a spelling of the path that only the backend understands, a webhook would reach the same backend unverified.
/// </summary>
internal sealed class OpenPaths(ProblemList problems)
{
    /// <param name="node">The <c>Routes</c>.</param>
    /// <param name="routes">All of them.</param>
    /// <param name="compiled">What they verify, those that have no problem.</param>
    public void Check(ConfigurationNode node, IReadOnlyList<RouteConfig> routes, IReadOnlyDictionary<string, CompiledRoute> compiled)
    {
        var verified = new Dictionary<string, GuardedPaths>(StringComparer.OrdinalIgnoreCase);
        foreach (var route in routes)
        {
            if (compiled.GetValueOrDefault(route.RouteId) is { Policy.Mode: not VerificationMode.None } guard
                && PathTemplate.Parse(route.Match.Path) is { } path)
            {
                foreach (var cluster in guard.Delivery?.DestinationNames ?? [route.ClusterId ?? ""])
                {
                    if (!verified.TryGetValue(cluster, out var paths))
                    {
                        verified[cluster] = paths = new GuardedPaths();
                    }

                    paths.Add(route, path);
                }
            }
        }

        foreach (var route in routes)
        {
            if (compiled.GetValueOrDefault(route.RouteId) is { Policy.Mode: VerificationMode.None }
                && PathTemplate.Parse(route.Match.Path) is { } path
                && verified.GetValueOrDefault(route.ClusterId ?? "")?.FindBehind(route, path) is { } guarded)
            {
                problems.Add(
                    node.At(route.RouteId).ChildOrEmpty("Match"),
                    $"is open for paths that the route '{guarded.RouteId}' verifies, and leads to the same cluster: what that route does not "
                    + "match, e.g. by its method, reaches the backend unverified. Narrow its 'Path', give each of the two 'Methods' of its "
                    + "own, or have it lead to a cluster whose backend takes no webhooks.");
            }
        }
    }
}
