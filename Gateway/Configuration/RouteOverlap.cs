using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Finds routes that match the very same requests with the same precedence. Routing would then throw for each of
/// them, before the gateway hears of it.
/// </summary>
internal sealed class RouteOverlap
{
    private readonly Dictionary<(int Order, string Path), List<RouteConfig>> _routes = [];

    /// <summary>The first of those asked for before that matches what this one matches; null if none does.</summary>
    public RouteConfig? FindTwin(RouteConfig route)
    {
        if (PathTemplate.Parse(route.Match.Path) is not { } path)
        {
            return null;
        }

        var key = (route.Order ?? 0, path.Key);
        if (!_routes.TryGetValue(key, out var alike))
        {
            _routes[key] = alike = [];
        }

        var twin = alike.Find(other => IsAmbiguous(other.Match, route.Match));
        alike.Add(route);
        return twin;
    }

    private static bool IsAmbiguous(RouteMatch left, RouteMatch right) =>
        Overlap(left.Methods, right.Methods)
        && Overlap(left.Hosts, right.Hosts)
        && Same(left.Headers, right.Headers)
        && Same(left.QueryParameters, right.QueryParameters);

    /// <summary>Who names none takes what nobody names: both do, or they share one.</summary>
    private static bool Overlap(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        left is not { Count: > 0 } || right is not { Count: > 0 }
            ? left is not { Count: > 0 } && right is not { Count: > 0 }
            : left.Intersect(right, StringComparer.OrdinalIgnoreCase).Any();

    private static bool Same<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0) && (left ?? []).All(item => right!.Contains(item));
}
