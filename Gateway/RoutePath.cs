using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;

namespace Gateway;

/// <summary>The path that a route matches, compared without allocating: what no route takes must stay cheap.</summary>
/// <remarks>A constraint, or a text around a parameter, counts as any text: it only decides what is said of a request that is refused anyway.</remarks>
internal sealed class RoutePath
{
    private readonly string?[] _segments;

    public RoutePath(RouteConfig route)
    {
        Route = route.RouteId;
        var match = route.Match;
        HasConditions = match.Hosts is { Count: > 0 } || match.Headers is { Count: > 0 } || match.QueryParameters is { Count: > 0 };
        var pattern = RoutePatternFactory.Parse(string.IsNullOrEmpty(match.Path) ? "{**all}" : match.Path); // As YARP reads no path.
        IsOpen = pattern.Parameters.Any(parameter => parameter.IsCatchAll);
        _segments = [.. pattern.PathSegments.Where(segment => !IsCatchAll(segment)).Select(Literal)];
        Least = pattern.PathSegments.Count(segment => !IsCatchAll(segment) && segment.Parts is not [RoutePatternParameterPart { IsOptional: true }]);
    }

    public string Route { get; }

    /// <summary>Whether a request with a fitting path may still not match.</summary>
    public bool HasConditions { get; }

    /// <summary>Of each segment its text; null for any.</summary>
    public IReadOnlyList<string?> Segments => _segments;

    /// <summary>So many segments a path has at least.</summary>
    public int Least { get; }

    /// <summary>Whether more segments may follow.</summary>
    public bool IsOpen { get; }

    public bool Matches(ReadOnlySpan<char> path)
    {
        var rest = path.Trim('/');
        var count = 0;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('/');
            var segment = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (count >= _segments.Length)
            {
                return IsOpen;
            }

            if (_segments[count] is { } literal && !segment.Equals(literal, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            count++;
        }

        return count >= Least;
    }

    /// <summary>The path of its own that is most like another: where any text may stand, the other's.</summary>
    public string Nearest(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return "/" + string.Join('/', _segments.Select((literal, index) => literal ?? segments.ElementAtOrDefault(index) ?? ""));
    }

    private static bool IsCatchAll(RoutePatternPathSegment segment) => segment.Parts is [RoutePatternParameterPart { IsCatchAll: true }];

    private static string? Literal(RoutePatternPathSegment segment) => segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;
}
