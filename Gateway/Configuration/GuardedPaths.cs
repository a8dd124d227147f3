using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>The verified routes to one cluster, by the literal that their paths begin with.</summary>
internal sealed class GuardedPaths
{
    private readonly Dictionary<string, List<(RouteConfig Route, PathTemplate Path)>> _byLiteral = new(StringComparer.Ordinal);
    private readonly List<(RouteConfig Route, PathTemplate Path)> _others = [];
    private readonly List<(RouteConfig Route, PathTemplate Path)> _all = [];

    public void Add(RouteConfig route, PathTemplate path)
    {
        _all.Add((route, path));
        if (path.FirstLiteral is not { } literal)
        {
            _others.Add((route, path));
        }
        else if (_byLiteral.TryGetValue(literal, out var alike))
        {
            alike.Add((route, path));
        }
        else
        {
            _byLiteral[literal] = [(route, path)];
        }
    }

    /// <summary>
    /// A route whose paths the open one takes as well; null if there is none. An open path within those that a route verifies is one
    /// that somebody has left out on purpose.
    /// </summary>
    public RouteConfig? FindBehind(RouteConfig open, PathTemplate path) => path.FirstLiteral is { } literal
        ? Find(_byLiteral.GetValueOrDefault(literal) ?? [], open, path) ?? Find(_others, open, path)
        : Find(_all, open, path);

    private static RouteConfig? Find(List<(RouteConfig Route, PathTemplate Path)> guarded, RouteConfig open, PathTemplate path) =>
        guarded.Find(each => each.Path.Overlaps(path) && !IsWithin(path, each.Path) && ShareMethod(each.Route, open)).Route;

    private static bool IsWithin(PathTemplate inner, PathTemplate outer) => outer.Contains(inner) && !inner.Contains(outer);

    private static bool ShareMethod(RouteConfig left, RouteConfig right) =>
        left.Match.Methods is not { Count: > 0 } mine || right.Match.Methods is not { Count: > 0 } theirs
        || mine.Intersect(theirs, StringComparer.OrdinalIgnoreCase).Any();
}
