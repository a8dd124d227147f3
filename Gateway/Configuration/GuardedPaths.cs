using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>The paths at one address that routes verify, as a tree of their segments.</summary>
internal sealed class GuardedPaths
{
    private readonly Branch _root = new();
    private int _count;

    public void Add(GuardedPath path)
    {
        var branch = _root;
        for (var i = 0; i < path.Shape.Least; i++)
        {
            branch = branch.Below(path.Shape.LiteralAt(i));
        }

        branch.Paths.Add((_count++, path));
    }

    /// <summary>
    /// The first path that the open route reaches as well; null if there is none. An open path within those that a route verifies is one
    /// that somebody has left out on purpose.
    /// </summary>
    /// <param name="open">What the open route reaches, as if it verified that.</param>
    public GuardedPath? FindBehind(GuardedPath open)
    {
        (int Number, GuardedPath Path)? first = null;
        Find(_root, depth: 0, open, ref first);
        return first?.Path;
    }

    private static void Find(Branch branch, int depth, GuardedPath open, ref (int Number, GuardedPath Path)? first)
    {
        foreach (var each in branch.Paths)
        {
            if (!(first?.Number < each.Number) && IsBehind(each.Path, open))
            {
                first = each;
            }
        }

        foreach (var next in branch.Meeting(open.Shape.LiteralAt(depth)))
        {
            Find(next, depth + 1, open, ref first);
        }
    }

    private static bool IsBehind(GuardedPath each, GuardedPath open) =>
        each.Route != open.Route
        && each.Shape.Overlaps(open.Shape) && !IsWithin(open.Shape, each.Shape)
        && (!open.IsMonitored || !each.IsMonitored)
        && ShareMethod(each.Route, open.Route)
        && (each.KeepsHost || open.KeepsHost || each.Address.MayBe(open.Address));

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

    /// <summary>What begins alike.</summary>
    private sealed class Branch
    {
        private readonly Dictionary<string, Branch> _literals = new(StringComparer.Ordinal);
        private Branch? _any;

        /// <summary>Those that end here, as far as all their paths agree.</summary>
        public List<(int Number, GuardedPath Path)> Paths { get; } = [];

        public Branch Below(string? literal)
        {
            if (literal is null)
            {
                return _any ??= new Branch();
            }

            if (!_literals.TryGetValue(literal, out var branch))
            {
                _literals[literal] = branch = new Branch();
            }

            return branch;
        }

        /// <summary>Those that a segment may be of; null for any.</summary>
        public IEnumerable<Branch> Meeting(string? literal)
        {
            IEnumerable<Branch> literals = literal is null ? _literals.Values : _literals.TryGetValue(literal, out var one) ? [one] : [];
            return _any is null ? literals : literals.Append(_any);
        }
    }
}
