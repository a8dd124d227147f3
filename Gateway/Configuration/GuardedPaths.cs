using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>The paths at one address that routes verify, by the literal that they begin with.</summary>
internal sealed class GuardedPaths
{
    private readonly Dictionary<string, List<GuardedPath>> _byLiteral = new(StringComparer.Ordinal);
    private readonly List<GuardedPath> _others = [];
    private readonly List<GuardedPath> _all = [];

    public void Add(GuardedPath path)
    {
        _all.Add(path);
        if (path.Shape.FirstLiteral is not { } literal)
        {
            _others.Add(path);
        }
        else if (_byLiteral.TryGetValue(literal, out var alike))
        {
            alike.Add(path);
        }
        else
        {
            _byLiteral[literal] = [path];
        }
    }

    /// <summary>
    /// A path that the open route reaches as well; null if there is none. An open path within those that a route verifies is one
    /// that somebody has left out on purpose.
    /// </summary>
    /// <param name="open">What the open route reaches, as if it verified that.</param>
    public GuardedPath? FindBehind(GuardedPath open) => open.Shape.FirstLiteral is { } literal
        ? Find(_byLiteral.GetValueOrDefault(literal) ?? [], open) ?? Find(_others, open)
        : Find(_all, open);

    private static GuardedPath? Find(List<GuardedPath> guarded, GuardedPath open) => guarded.Find(each =>
        each.Route != open.Route
        && each.Shape.Overlaps(open.Shape) && !IsWithin(open.Shape, each.Shape)
        && (!open.IsMonitored || !each.IsMonitored)
        && ShareMethod(each.Route, open.Route)
        && (each.KeepsHost || open.KeepsHost || each.Address.MayBe(open.Address)));

    private static bool IsWithin(PathShape inner, PathShape outer) => outer.Contains(inner) && !inner.Contains(outer);

    private static bool ShareMethod(RouteConfig left, RouteConfig right) =>
        MethodsOf(left) is not { } mine || MethodsOf(right) is not { } theirs || mine.Intersect(theirs, StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Those that arrive at the backend; null for any.</summary>
    private static IEnumerable<string>? MethodsOf(RouteConfig route)
    {
        IEnumerable<string>? methods = route.Match.Methods is { Count: > 0 } matched ? matched : null;
        foreach (var transform in route.Transforms ?? [])
        {
            if (transform.GetValueOrDefault("HttpMethodChange") is { } changed && transform.GetValueOrDefault("Set") is { } set)
            {
                methods = methods?.Select(method => string.Equals(method, changed, StringComparison.OrdinalIgnoreCase) ? set : method);
            }
        }

        return methods;
    }
}
