using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>The paths at the backend that a route's requests arrive at: those that it matches, as its transforms change them, behind the destination's own.</summary>
internal static class BackendPaths
{
    /// <summary>The keys of YARP's transforms that change the path.</summary>
    private static readonly string[] Keys = ["PathSet", "PathPrefix", "PathRemovePrefix", "PathPattern"];

    public static bool HasTransform(RouteConfig route) => (route.Transforms ?? []).Any(transform => Keys.Any(transform.ContainsKey));

    /// <summary>The paths before the destination's own is put in front; more than these where it cannot be told.</summary>
    public static IReadOnlyList<PathShape> Of(RouteConfig route, PathTemplate path)
    {
        IReadOnlyList<PathShape> shapes = [path.Shape];
        foreach (var transform in route.Transforms ?? [])
        {
            shapes = Transform(transform, shapes, path);
        }

        return shapes;
    }

    /// <summary>Behind the destination's own path.</summary>
    public static PathShape At(BackendAddress address, PathShape shape) =>
        address.BasePath is { } prefix ? shape.Behind(prefix) : PathShape.Everything;

    private static IReadOnlyList<PathShape> Transform(
        IReadOnlyDictionary<string, string> transform, IReadOnlyList<PathShape> shapes, PathTemplate path)
    {
        if (transform.TryGetValue("PathSet", out var whole))
        {
            return [PathShape.OfLiteral(whole) ?? PathShape.Everything];
        }

        if (transform.TryGetValue("PathPattern", out var pattern))
        {
            return path.Bind(pattern);
        }

        if (transform.TryGetValue("PathPrefix", out var added))
        {
            return PathShape.OfLiteral(added) is { } prefix ? [.. shapes.Select(shape => shape.Behind(prefix))] : [PathShape.Everything];
        }

        if (transform.TryGetValue("PathRemovePrefix", out var removed))
        {
            if (PathShape.OfLiteral(removed) is not { } prefix)
            {
                return [PathShape.Everything];
            }

            // YARP takes "/a/" off "/a//b" and not off "/a/b".
            IEnumerable<PathShape> kept = removed.EndsWith('/') ? shapes : [];
            return [.. shapes.SelectMany(shape => shape.WithoutPrefix(prefix)).Concat(kept)];
        }

        return shapes;
    }
}
