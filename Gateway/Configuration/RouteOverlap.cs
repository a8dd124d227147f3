using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Finds routes that match the very same requests with the same precedence. Routing would then throw for each of
/// them, before the gateway hears of it.
/// </summary>
internal sealed class RouteOverlap
{
    /// <summary>The first route that takes a method and a host under these conditions. Who names none takes what nobody names.</summary>
    private readonly Dictionary<(MatchConditions Conditions, string? Method, string? Host), (int Number, RouteConfig Route)> _first = [];
    private int _count;

    /// <summary>The first of those asked for before that matches what this one matches; null if none does.</summary>
    public RouteConfig? FindTwin(RouteConfig route)
    {
        if (PathTemplate.Parse(route.Match.Path) is not { } path)
        {
            return null;
        }

        var conditions = new MatchConditions(route.Order ?? 0, path.Key, route.Match.Headers ?? [], route.Match.QueryParameters ?? []);
        var number = _count++;
        (int Number, RouteConfig Route)? twin = null;
        foreach (var method in EachOf(route.Match.Methods))
        {
            foreach (var host in EachOf(route.Match.Hosts))
            {
                var key = (conditions, method, host);
                if (!_first.TryGetValue(key, out var other))
                {
                    _first[key] = (number, route);
                }
                else if (other.Number != number && !(twin?.Number <= other.Number))
                {
                    twin = other;
                }
            }
        }

        return twin?.Route;
    }

    private static IReadOnlyList<string?> EachOf(IReadOnlyList<string>? names) =>
        names is { Count: > 0 } ? [.. names.Select(name => name.ToUpperInvariant())] : [null];
}
