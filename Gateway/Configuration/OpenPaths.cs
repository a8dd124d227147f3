using Gateway.Intake;
using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Reports routes that stand open for what another verifies: by a method, host or header that the verified route does not name, by
/// a transform of the path, or by a spelling of it that only the backend understands, a webhook would reach the same backend unverified.
/// </summary>
/// <param name="clusters">All of them.</param>
/// <param name="problems">Where they are reported.</param>
internal sealed class OpenPaths(IReadOnlyList<ClusterConfig> clusters, ProblemList problems)
{
    private readonly Dictionary<string, List<BackendAddress>> _addresses = clusters.ToDictionary(
        cluster => cluster.ClusterId, cluster => BackendAddress.Of(cluster).ToList(), StringComparer.OrdinalIgnoreCase);

    /// <param name="node">The <c>Routes</c>.</param>
    /// <param name="routes">All of them.</param>
    /// <param name="compiled">What they verify, those that have no problem.</param>
    public void Check(ConfigurationNode node, IReadOnlyList<RouteConfig> routes, IReadOnlyDictionary<string, CompiledRoute> compiled)
    {
        var verified = new Dictionary<string, GuardedPaths>(StringComparer.Ordinal);
        foreach (var path in routes.SelectMany(route => ReachedBy(route, compiled, mode => mode != VerificationMode.None)))
        {
            if (!verified.TryGetValue(path.Address.Authority, out var paths))
            {
                verified[path.Address.Authority] = paths = new GuardedPaths();
            }

            paths.Add(path);
        }

        foreach (var route in routes)
        {
            var found = ReachedBy(route, compiled, mode => mode != VerificationMode.Enforce)
                .Select(path => verified.GetValueOrDefault(path.Address.Authority)?.FindBehind(path))
                .FirstOrDefault(path => path is not null);
            if (found is not null)
            {
                Report(node.At(route.RouteId), route, found, ModeOf(compiled[route.RouteId].Policy));
            }
        }
    }

    private void Report(ConfigurationNode node, RouteConfig route, GuardedPath guarded, VerificationMode mode)
    {
        var isMoved = BackendPaths.HasTransform(route);
        var isSameCluster = string.Equals(route.ClusterId, guarded.Route.ClusterId, StringComparison.OrdinalIgnoreCase);
        problems.Add(
            node.ChildOrEmpty(isMoved ? "Transforms" : "Match"),
            $"{(mode == VerificationMode.Monitor ? "is open, being monitored only," : "is open")} for paths that the route "
            + $"'{guarded.Route.RouteId}' verifies (at the backend '{guarded.Shape}'), and leads to the same "
            + $"{(isSameCluster ? "cluster" : $"address, {guarded.Address.Authority}")}: what that route does not match, e.g. by its method, "
            + "reaches the backend unverified. Narrow its 'Path'"
            + $"{(isMoved ? ", change its 'Transforms'" : "")}, give each of the two 'Methods' of its own, or have it lead to a backend that takes "
            + "no webhooks.");
    }

    /// <summary>Of a route whose proof is monitored, whatever its other stages are.</summary>
    private static VerificationMode ModeOf(RoutePolicy policy) =>
        policy is { Mode: VerificationMode.Enforce, LetsUnprovenOn: true } ? VerificationMode.Monitor : policy.Mode;

    /// <summary>Where the route's requests arrive; nothing if the mode is not looked for.</summary>
    private IEnumerable<GuardedPath> ReachedBy(
        RouteConfig route, IReadOnlyDictionary<string, CompiledRoute> compiled, Func<VerificationMode, bool> isLookedFor)
    {
        if (compiled.GetValueOrDefault(route.RouteId) is not { } one || !isLookedFor(ModeOf(one.Policy))
            || PathTemplate.Parse(route.Match.Path) is not { } path)
        {
            return [];
        }

        var isMonitored = ModeOf(one.Policy) == VerificationMode.Monitor;
        return from cluster in one.Delivery?.DestinationNames ?? [route.ClusterId ?? ""]
               from address in _addresses.GetValueOrDefault(cluster) ?? []
               from shape in BackendPaths.Of(route, path)
               select new GuardedPath(route, address, BackendPaths.At(address, shape), isMonitored);
    }
}
