using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Reads the <c>ReverseProxy</c> section with YARP's own reader and YARP's own validation, and reports beside it what
/// YARP would pass over in silence: keys it does not know, and routes without a cluster.
/// </summary>
internal sealed class ProxyCompiler(RawConfiguration raw, ProblemList problems)
{
    private const string Section = "ReverseProxy";

    public async Task<(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters)> CompileAsync()
    {
        var node = raw.Node.At(Section);
        ReportUnknownKeys(node);

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddReverseProxy()
            .LoadFromConfig(raw.Root.GetSection(Section))
            .Services.BuildServiceProvider();
        IProxyConfig config;
        try
        {
            config = services.GetRequiredService<IProxyConfigProvider>().GetConfig();
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            problems.Add(node, exception.InnerException?.Message ?? exception.Message);
            return ([], []);
        }

        if (config.Routes.Count == 0)
        {
            problems.Add(node.ChildOrEmpty("Routes"), "has no route; there is nothing to protect.");
        }

        await ValidateAsync(config, services.GetRequiredService<IConfigValidator>(), node);
        return (config.Routes, config.Clusters);
    }

    private async Task ValidateAsync(IProxyConfig config, IConfigValidator validator, ConfigurationNode node)
    {
        var clusters = config.Clusters.Select(cluster => cluster.ClusterId).ToList();
        foreach (var route in config.Routes)
        {
            var at = node.At("Routes", route.RouteId);
            foreach (var error in await validator.ValidateRouteAsync(route))
            {
                problems.Add(at, error.Message);
            }

            if (route.ClusterId is null || !clusters.Contains(route.ClusterId, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(
                    at.ChildOrEmpty("ClusterId"),
                    $"no cluster is called '{route.ClusterId}'.{NearestName.Suggest(route.ClusterId ?? "", clusters)}");
            }
        }

        foreach (var cluster in config.Clusters)
        {
            var at = node.At("Clusters", cluster.ClusterId);
            foreach (var error in await validator.ValidateClusterAsync(cluster))
            {
                problems.Add(at, error.Message);
            }

            if (cluster.Destinations is not { Count: > 0 })
            {
                problems.Add(at.ChildOrEmpty("Destinations"), "has no destination; every webhook would be answered 502.");
            }

            if (cluster.SessionAffinity is { Enabled: true, Policy: "HashCookie" })
            {
                problems.Add(at.At("SessionAffinity", "Policy"), "'HashCookie' is not available here; use Cookie or ArrCookie.");
            }
        }
    }

    private void ReportUnknownKeys(ConfigurationNode node)
    {
        Report(node, ["Routes", "Clusters"]);
        foreach (var route in node.ChildOrEmpty("Routes").Children.Values)
        {
            Report(route, [.. ConfigurationReader.Keys(typeof(RouteConfig)), "Verification"]);
            Report(route.ChildOrEmpty("Match"), ConfigurationReader.Keys(typeof(RouteMatch)));
        }

        foreach (var cluster in node.ChildOrEmpty("Clusters").Children.Values)
        {
            Report(cluster, ConfigurationReader.Keys(typeof(ClusterConfig)));
        }

        void Report(ConfigurationNode at, IEnumerable<string> known)
        {
            foreach (var (key, child) in at.Children)
            {
                if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
                {
                    problems.Add(child, $"unknown key.{NearestName.Suggest(key, known)} Known here: {string.Join(", ", known)}.");
                }
            }
        }
    }
}
