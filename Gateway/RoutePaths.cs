using Gateway.Reading;
using Yarp.ReverseProxy.Configuration;

namespace Gateway;

/// <summary>The paths of the routes in force, to say of a request that none takes which it was probably meant for.</summary>
internal sealed class RoutePaths
{
    private readonly RoutePath[] _all;
    private readonly RoutePath[] _conditional;
    private readonly NearPaths _near;

    public RoutePaths(IProxyConfig config)
    {
        Config = config;
        _all = [.. config.Routes.Select(route => new RoutePath(route))];
        _conditional = [.. _all.Where(route => route.HasConditions)];
        _near = new NearPaths(_all);
    }

    /// <summary>What they were read from.</summary>
    public IProxyConfig Config { get; }

    /// <summary>Whether some route has the path, and asks for more than that.</summary>
    public bool MeetsConditionsOnly(ReadOnlySpan<char> path)
    {
        foreach (var route in _conditional)
        {
            if (route.Matches(path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The route that has the path, or that it is a slip away from; null for none. Cheap, and so asked of every request.</summary>
    public string? Near(ReadOnlySpan<char> path) => _near.Find(path);

    /// <summary>The route that has the path, or else the most similar one; null if none is.</summary>
    public string? Nearest(string path)
    {
        if (Array.Find(_all, route => route.Matches(path)) is { } matching)
        {
            return matching.Route;
        }

        var byPath = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var route in _all)
        {
            byPath.TryAdd(route.Nearest(path), route.Route);
        }

        return NearestName.Find(path, byPath.Keys) is { } nearest ? byPath[nearest] : null;
    }
}
