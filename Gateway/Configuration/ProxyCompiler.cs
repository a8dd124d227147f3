using System.Globalization;
using System.Text.Json;
using Gateway.Delivery;
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

    public async Task<(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters)> CompileAsync()
    {
        var node = raw.Node.At(Section);
        var before = problems.Count;
        new ProxyForms(problems).Check(node);
        ProxyValues.Check(node, problems);
        WriteDurations(node);
        if (problems.Count > before && !IsOfNames(node))
        {
            return ([], []);
        }

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
        catch (Exception exception) when (exception is not OutOfMemoryException)
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

    /// <summary>Whether routes and clusters have names: of a list or a text YARP would make something else.</summary>
    private static bool IsOfNames(ConfigurationNode node) =>
        Array.TrueForAll(["Routes", "Clusters"], key => node.ChildOrEmpty(key) is { Kind: not JsonValueKind.Array, Value: null });

    /// <summary>YARP reads durations in one form alone: those written in another are rewritten to it.</summary>
    private void WriteDurations(ConfigurationNode node)
    {
        foreach (var (key, duration) in ProxyForms.Durations(node))
        {
            raw.Root[ConfigurationPath.Combine(Section, key)] = duration.ToString("c", CultureInfo.InvariantCulture);
        }
    }

    private async Task ValidateAsync(IProxyConfig config, IConfigValidator validator, ConfigurationNode node)
    {
        var clusters = config.Clusters.Select(cluster => cluster.ClusterId).ToList();
        var known = clusters.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var overlap = new RouteOverlap();
        foreach (var route in config.Routes)
        {
            var at = node.At("Routes", route.RouteId);
            if (route.ClusterId is null && at.Origin is not null)
            {
                var others = node.ChildOrEmpty("Routes").Children.Where(other => other.Value.Origin is null).Select(other => other.Key);
                problems.Add(at, $"there is no route of this name in the file.{NearestName.Suggest(route.RouteId, others)}");
                continue;
            }

            foreach (var error in await validator.ValidateRouteAsync(route))
            {
                if (error.Message.StartsWith("Invalid path", StringComparison.Ordinal))
                {
                    problems.Add(
                        at.At("Match", "Path"),
                        $"found '{route.Match.Path}', which is no pattern of a path; write one such as \"/webhooks/stripe\" or \"/webhooks/{{**rest}}\".");
                    continue;
                }

                if (!ProxyValues.Says(error.Message))
                {
                    problems.Add(at, error.Message);
                }
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
                if (NamesDestinations(at))
                {
                    continue;
                }

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
            if (cluster.Destinations is not { Count: > 0 } && at.Origin is not null)
            {
                var others = node.ChildOrEmpty("Clusters").Children.Where(other => other.Value.Origin is null).Select(other => other.Key);
                problems.Add(at, $"there is no cluster of this name in the file.{NearestName.Suggest(cluster.ClusterId, others)}");
                continue;
            }

            foreach (var error in await validator.ValidateClusterAsync(cluster))
            {
                if (!ProxyValues.Says(error.Message))
                {
                    problems.Add(at, error.Message);
                }
            }

            if (cluster.Destinations is not { Count: > 0 })
            {
                problems.Add(at.ChildOrEmpty("Destinations"), "has no destination; every webhook would be answered 502.");
            }
        }
    }

    /// <summary>Whether the route queues, and says where to: then nothing of it is forwarded.</summary>
    private static bool NamesDestinations(ConfigurationNode route) =>
        string.Equals(route.At("Verification", "Delivery", "Mode").Value, nameof(DeliveryMode.Queue), StringComparison.OrdinalIgnoreCase)
        && route.At("Verification", "Delivery", "To") is { Value: not null } or { Children.Count: > 0 };

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
}
