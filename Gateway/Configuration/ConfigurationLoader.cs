using Gateway.Observability;
using Gateway.Reading;
using Gateway.Verification;

namespace Gateway.Configuration;

/// <summary>
/// Reads and compiles the configuration: file and overrides, then the <c>Gateway</c> section, then every route with
/// its policy. Changes nothing, connects to nothing, and reports every problem at once.
/// </summary>
internal sealed class ConfigurationLoader(
    string path, Func<string, string?> environment, IReadOnlyDictionary<string, string?>? overrides = null)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <param name="services">Makes what the stages will use, for the settings found.</param>
    public async Task<LoadResult> LoadAsync(Func<GatewaySettings, StageServices> services)
    {
        var problems = new ProblemList();
        var files = new ConfigurationFiles(System.IO.Path.GetDirectoryName(Path)!, environment);
        if (RawConfiguration.Read(Path, files, overrides, problems) is not { } raw)
        {
            return new LoadResult(null, Settings: null, problems.All, files, Raw: null) { Warnings = problems.Warnings };
        }

        LogSinks.Check(raw.Node.At("Serilog"), problems);
        var settings = SettingsCompiler.Compile(new SectionContext(raw.Node.At("Gateway"), problems, files));
        var (routes, clusters) = await new ProxyCompiler(raw, problems).CompileAsync();
        var presets = new PresetCatalog(raw.Node.At("Gateway", "Providers"), problems);
        presets.Check();
        var compiler = new RouteCompiler(
            presets, settings, files, services(settings), [.. clusters.Select(cluster => cluster.ClusterId)], problems);
        var clusterOf = routes.ToDictionary(route => route.RouteId, route => route.ClusterId, StringComparer.OrdinalIgnoreCase);
        var compiled = new Dictionary<string, CompiledRoute>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, route) in raw.Node.At("ReverseProxy", "Routes").Children)
        {
            if (compiler.Compile(name, route, clusterOf.GetValueOrDefault(name)) is { } one)
            {
                compiled[name] = one;
            }
        }

        new OpenPaths(clusters, problems).Check(raw.Node.At("ReverseProxy", "Routes"), routes, compiled);
        var partial = new GatewaySnapshot(settings, routes, clusters, compiled);
        var snapshot = problems.Count == 0 ? partial : null;
        return new LoadResult(snapshot, settings, problems.All, files, raw.Root) { Partial = partial, Warnings = problems.Warnings };
    }
}
