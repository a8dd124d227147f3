using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>Has a route compiled only if anything that it is compiled from has changed.</summary>
internal sealed class RouteReuse : IDisposable
{
    private readonly LoadResult? _before;
    private readonly HashSet<string> _changed;
    private readonly ConfigurationFiles _files;
    private readonly NodeDigest _digest = new();
    private readonly UInt128 _common;
    private readonly Dictionary<string, UInt128> _digests = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="before">What is in force; null for nothing.</param>
    /// <param name="changed">The files of that, of which another content lies there now.</param>
    /// <param name="gateway">The section that every route is compiled with.</param>
    /// <param name="contents">Of the files that this section names.</param>
    /// <param name="clusters">The clusters that a route may name.</param>
    /// <param name="files">What is read now.</param>
    public RouteReuse(
        LoadResult? before, IReadOnlyList<string> changed, ConfigurationNode gateway, IEnumerable<(string Path, byte[] Hash)> contents,
        IEnumerable<string> clusters, ConfigurationFiles files)
    {
        (_before, _changed, _files) = (before, [.. changed], files);
        _digest.Add(gateway);
        foreach (var (path, hash) in contents)
        {
            _digest.Add(path).Add(Convert.ToHexString(hash)); // The key of an attestation is a part of every route.
        }

        foreach (var cluster in clusters)
        {
            _digest.Add(cluster);
        }

        _common = _digest.Finish();
    }

    /// <summary>What the route was compiled to before; null if it has to be compiled.</summary>
    public CompiledRoute? Find(string name, ConfigurationNode route, string? cluster)
    {
        var digest = _digest.Add(_common).Add(name).Add(cluster).Add(route).Finish();
        _digests[name] = digest;
        if (_before?.Origins.GetValueOrDefault(name) is not { } origin || origin.Digest != digest || origin.Files.Any(_changed.Contains))
        {
            return null;
        }

        _files.Keep(name, origin.Files, _before.Files);
        return _before.Snapshot!.Compiled[name];
    }

    /// <summary>Of the routes that need not be compiled again as long as nothing changes: those of which there was nothing to say.</summary>
    /// <param name="compiled">All of them.</param>
    /// <param name="doubtful">Those of which there was something, which is to be said again.</param>
    public IReadOnlyDictionary<string, RouteOrigin> Origins(IReadOnlyDictionary<string, CompiledRoute> compiled, IReadOnlySet<string> doubtful)
    {
        var read = _files.ByRoute();
        return compiled
            .Where(route => !doubtful.Contains(route.Key) && !DependsOnTime(route.Value))
            .ToDictionary(
                route => route.Key, route => new RouteOrigin(_digests[route.Key], [.. read[route.Key]]), StringComparer.OrdinalIgnoreCase);
    }

    public void Dispose() => _digest.Dispose();

    /// <summary>What is said of a secret that ends hangs on the day.</summary>
    private static bool DependsOnTime(CompiledRoute route) =>
        route.Config.Signature?.Secrets?.Any(secret => secret.NotBefore is not null || secret.NotAfter is not null) == true;
}
