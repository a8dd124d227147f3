using System.Globalization;
using System.Security.Authentication;
using Gateway.Forwarding;
using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Reads the <c>ReverseProxy</c> section with YARP's own reader and YARP's own validation, and reports beside it what
/// YARP would pass over in silence: keys it does not know, and routes without a cluster.
/// </summary>
internal sealed class ProxyCompiler(RawConfiguration raw, ProblemList problems)
{
    private const string Section = "ReverseProxy";

    private readonly ConfigurationReader _reader = new(ProxyTypes.All, problems);

    public async Task<(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters)> CompileAsync()
    {
        var node = raw.Node.At(Section);
        var before = problems.Count;
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
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            // YARP does not say where; mostly it has been said above.
            if (problems.Count == before)
            {
                problems.Add(node, exception.InnerException?.Message ?? exception.Message);
            }

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
        var known = clusters.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var overlap = new RouteOverlap();
        foreach (var route in config.Routes)
        {
            var at = node.At("Routes", route.RouteId);
            foreach (var error in await validator.ValidateRouteAsync(route))
            {
                problems.Add(at, error.Message);
            }

            if (overlap.FindTwin(route) is { } twin)
            {
                problems.Add(
                    at.ChildOrEmpty("Match"),
                    $"matches what the route '{twin.RouteId}' matches, with the same 'Order': such requests would be answered 500. "
                    + "Change one of the two.");
            }

            ReportPoliciesOfOthers(route, at);
            foreach (var (index, key) in ReservedHeaders.NamedBy(route))
            {
                problems.Add(
                    at.At("Transforms", index.ToString(CultureInfo.InvariantCulture), key),
                    $"names a header '{GatewayHeaders.Prefix}*': only the gateway says those. Use another name.");
            }

            if (route.ClusterId is null)
            {
                problems.Add(at.ChildOrEmpty("ClusterId"), $"is missing; name one of {string.Join(", ", clusters)}.");
            }
            else if (!known.Contains(route.ClusterId))
            {
                problems.Add(
                    at.ChildOrEmpty("ClusterId"),
                    $"no cluster is called '{route.ClusterId}'.{NearestName.Suggest(route.ClusterId, clusters)}");
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
        }
    }

    /// <summary>Policies of middleware that is not part of the gateway: every request would end in 500, or nothing be limited.</summary>
    private void ReportPoliciesOfOthers(RouteConfig route, ConfigurationNode at)
    {
        Report("AuthorizationPolicy", route.AuthorizationPolicy, allowed: "Anonymous");
        Report("CorsPolicy", route.CorsPolicy, allowed: null);
        Report("RateLimiterPolicy", route.RateLimiterPolicy, allowed: "Disable");
        Report("OutputCachePolicy", route.OutputCachePolicy, allowed: null);

        void Report(string key, string? policy, string? allowed)
        {
            if (!string.IsNullOrEmpty(policy) && !string.Equals(policy, allowed, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(at.ChildOrEmpty(key), "is not available here; what may pass, and how often, is said in 'Verification'.");
            }
        }
    }

    private void ReportUnknownKeys(ConfigurationNode node)
    {
        foreach (var (key, child) in node.Children)
        {
            switch (key.ToUpperInvariant())
            {
                case "ROUTES":
                    ReportUnknownKeys(child, typeof(IReadOnlyDictionary<string, RouteConfig>));
                    break;
                case "CLUSTERS":
                    ReportUnknownKeys(child, typeof(IReadOnlyDictionary<string, ClusterConfig>));
                    break;
                default:
                    ReportUnknownKey(child, key, ["Routes", "Clusters"]);
                    break;
            }
        }
    }

    /// <summary>YARP's configuration types are named as their keys are, all the way down.</summary>
    private void ReportUnknownKeys(ConfigurationNode node, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(int) || type == typeof(long) || type == typeof(bool) || type == typeof(TimeSpan)
            || (type.IsEnum && (node.Children.Count == 0 || type != typeof(SslProtocols)))) // the one of which there may be several
        {
            _reader.ReadScalar(node, type);
            return;
        }

        if (type.IsGenericType)
        {
            var itemType = type.GetGenericArguments()[^1]; // of a list, or the value of a dictionary
            foreach (var child in node.Children.Values)
            {
                ReportUnknownKeys(child, itemType);
            }

            return;
        }

        if (type.Assembly != typeof(RouteConfig).Assembly)
        {
            return;
        }

        var section = ProxyTypes.All[type];
        string[] known = [.. section.Keys];
        known = type == typeof(RouteConfig) ? [.. known, "Verification"] : known;
        foreach (var (key, child) in node.Children)
        {
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                ReportUnknownKey(child, key, known);
            }
            else if (section.Property(key) is { } property)
            {
                ReportUnknownKeys(child, property.PropertyType);
            }
        }
    }

    private void ReportUnknownKey(ConfigurationNode node, string key, IReadOnlyList<string> known) =>
        problems.Add(node, $"unknown key.{NearestName.Suggest(key, known)} Known here: {string.Join(", ", known)}.");
}
