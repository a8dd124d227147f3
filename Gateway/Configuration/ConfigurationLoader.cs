using Gateway.Configuration.Hosting;
using Gateway.Observability;
using Gateway.Reading;
using Gateway.Verification;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Reads and compiles the configuration: file and overrides, then the <c>Gateway</c> section, then every route with
/// its policy. Changes nothing, connects to nothing, and reports every problem at once.
/// </summary>
internal sealed class ConfigurationLoader(
    string path, Func<string, string?> environment, IReadOnlyDictionary<string, string?>? overrides = null, string? urls = null)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <param name="services">What the stages will use.</param>
    /// <param name="before">What is in force, compiled with the same services: a route of it that did not change is not compiled again.</param>
    public async Task<LoadResult> LoadAsync(StageServices services, LoadResult? before = null)
    {
        var changed = before?.Files.Changed() ?? [];
        var problems = new ProblemList();
        var files = new ConfigurationFiles(System.IO.Path.GetDirectoryName(Path)!, environment);
        if (RawConfiguration.Read(Path, files, overrides, problems) is not { } raw)
        {
            return new LoadResult(null, Settings: null, problems.All, files, Raw: null) { Warnings = problems.Warnings };
        }

        LogSection.Check(raw.Node.At("Serilog"), problems);
        var settings = SettingsCompiler.Compile(new SectionContext(raw.Node.At("Gateway"), problems, files));
        var listeners = HostingCheck.Check(raw, files, urls, settings.Admin, problems);
        var (routes, clusters) = await new ProxyCompiler(raw, problems).CompileAsync();
        new DestinationAddresses(listeners, problems).Check(raw.Node.At("ReverseProxy", "Clusters"));
        var presets = new PresetCatalog(raw.Node.At("Gateway", "Providers"), problems);
        presets.Check();
        string[] names = [.. clusters.Select(cluster => cluster.ClusterId)];
        var compiler = new RouteCompiler(presets, settings, files, services, names, problems);
        var clusterOf = routes.ToDictionary(route => route.RouteId, route => route.ClusterId, StringComparer.OrdinalIgnoreCase);
        var compiled = new Dictionary<string, CompiledRoute>(StringComparer.OrdinalIgnoreCase);
        var doubtful = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ofGateway = files.Contents.Where(file => file.Path != Path).ToList(); // No route was read yet.
        using var reuse = new RouteReuse(before, changed, raw.Node.At("Gateway"), ofGateway, names, files);
        foreach (var (name, route) in raw.Node.At("ReverseProxy", "Routes").Children)
        {
            if (route.Origin is not null && route.Child("ClusterId") is null)
            {
                continue; // A variable alone makes no route, which has been said.
            }

            var cluster = clusterOf.GetValueOrDefault(name);
            if (reuse.Find(name, route, cluster) is { } same)
            {
                compiled[name] = same;
                continue;
            }

            var warnings = problems.Warnings.Count;
            files.ReadFor(name);
            if (compiler.Compile(name, route, cluster) is { } one)
            {
                compiled[name] = one;
            }

            if (problems.Warnings.Count > warnings)
            {
                doubtful.Add(name);
            }
        }

        files.ReadFor(null);
        new OpenPaths(clusters, problems).Check(raw.Node.At("ReverseProxy", "Routes"), routes, compiled);
        WarnOfUnused(raw.Node.At("ReverseProxy", "Clusters"), routes, clusters, compiled, problems);
        var partial = new GatewaySnapshot(settings, routes, clusters, compiled);
        var snapshot = problems.Count == 0 ? partial : null;
        return new LoadResult(snapshot, settings, problems.All, files, raw.Hosting)
        {
            Partial = partial,
            Warnings = problems.Warnings,
            Origins = snapshot is null ? new Dictionary<string, RouteOrigin>(StringComparer.Ordinal) : reuse.Origins(compiled, doubtful),
        };
    }

    /// <summary>Once every route is known: one that has a problem may lead where nobody could tell.</summary>
    private static void WarnOfUnused(
        ConfigurationNode node, IReadOnlyList<RouteConfig> routes, IReadOnlyList<ClusterConfig> clusters,
        Dictionary<string, CompiledRoute> compiled, ProblemList problems)
    {
        if (problems.Count > 0)
        {
            return;
        }

        var used = routes.Select(route => route.ClusterId)
            .Concat(compiled.Values.SelectMany(route => route.Delivery?.DestinationNames ?? []))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var cluster in clusters.Where(cluster => !used.Contains(cluster.ClusterId)))
        {
            problems.Warn(node.At(cluster.ClusterId), "no route leads here; remove it, or name it as the 'ClusterId' of a route.");
        }
    }
}
