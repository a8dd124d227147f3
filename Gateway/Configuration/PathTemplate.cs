using Microsoft.AspNetCore.Routing.Patterns;

namespace Gateway.Configuration;

/// <summary>The paths that a route's <c>Match.Path</c> matches, to be compared with another's.</summary>
internal sealed class PathTemplate
{
    private readonly RoutePatternPathSegment[] _segments;

    private PathTemplate(RoutePattern pattern)
    {
        _segments = [.. pattern.PathSegments];
        Key = string.Join('/', _segments.Select(segment => string.Concat(segment.Parts.Select(PartKey))));
    }

    /// <summary>What it matches, without what it calls it: templates with the same key match the same.</summary>
    public string Key { get; }

    /// <summary>Its first segment in upper case, if that is a literal.</summary>
    public string? FirstLiteral => _segments.Length > 0 ? Literal(_segments[0])?.ToUpperInvariant() : "";

    /// <summary>Returns the template; null if it is none, which is reported elsewhere.</summary>
    public static PathTemplate? Parse(string? path)
    {
        try
        {
            return new PathTemplate(RoutePatternFactory.Parse(string.IsNullOrEmpty(path) ? "{**all}" : path)); // As YARP reads no path.
        }
        catch (RoutePatternException)
        {
            return null;
        }
    }

    /// <summary>Whether some path is matched by both, for all that can be told: what a constraint lets through is not asked.</summary>
    public bool Overlaps(PathTemplate other)
    {
        for (var i = 0; ; i++)
        {
            if (IsCatchAll(i) || other.IsCatchAll(i))
            {
                return true;
            }

            if (i >= _segments.Length || i >= other._segments.Length)
            {
                return MayEndAt(i) && other.MayEndAt(i);
            }

            if (Literal(_segments[i]) is { } mine && Literal(other._segments[i]) is { } theirs
                && !string.Equals(mine, theirs, StringComparison.OrdinalIgnoreCase))
            {
                return MayEndAt(i) && other.MayEndAt(i);
            }
        }
    }

    /// <summary>Whether every path of the other is one of its own.</summary>
    public bool Contains(PathTemplate other)
    {
        for (var i = 0; ; i++)
        {
            if (IsCatchAll(i))
            {
                return !HasConstraint(i);
            }

            if (other.IsCatchAll(i) || (other.MayEndAt(i) && !MayEndAt(i)))
            {
                return false;
            }

            if (i >= _segments.Length || i >= other._segments.Length)
            {
                return i >= other._segments.Length;
            }

            var isAny = _segments[i] is { IsSimple: true } && Literal(_segments[i]) is null && !HasConstraint(i);
            var isSame = Literal(_segments[i]) is { } mine && Literal(other._segments[i]) is { } theirs
                && string.Equals(mine, theirs, StringComparison.OrdinalIgnoreCase);
            if (!isAny && !isSame)
            {
                return false;
            }
        }
    }

    private static string? Literal(RoutePatternPathSegment segment) => segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;

    private static string PartKey(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Concat(parameter.ParameterPolicies.Select(policy => ":" + policy.Content))}"
            + $"{(parameter.IsOptional ? "?" : "")}={parameter.Default}}}",
        _ => throw new InvalidOperationException($"Routing has a new kind of part: {part.PartKind}."),
    };

    private RoutePatternParameterPart? Parameter(int index) =>
        index < _segments.Length && _segments[index].Parts is [RoutePatternParameterPart parameter] ? parameter : null;

    private bool IsCatchAll(int index) => Parameter(index) is { IsCatchAll: true };

    private bool HasConstraint(int index) => Parameter(index) is { ParameterPolicies.Count: > 0 };

    /// <summary>Whether a path may end before the segment.</summary>
    private bool MayEndAt(int index) => index >= _segments.Length || Parameter(index) is { IsOptional: true } or { Default: not null } or { IsCatchAll: true };
}
