using Microsoft.AspNetCore.Routing.Patterns;

namespace Gateway.Configuration;

/// <summary>The paths that a route's <c>Match.Path</c> matches, to be compared with another's.</summary>
internal sealed class PathTemplate
{
    private readonly RoutePattern _pattern;

    private PathTemplate(RoutePattern pattern)
    {
        _pattern = pattern;
        Shape = ShapeOf(pattern.PathSegments, part => part.IsCatchAll);
        Key = string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(PartKey))));
    }

    /// <summary>What it matches, without what it calls it: templates with the same key match the same.</summary>
    public string Key { get; }

    /// <summary>The paths that it matches.</summary>
    public PathShape Shape { get; }

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

    /// <summary>What YARP makes of the values of this template with a <c>PathPattern</c>; everything where that cannot be told.</summary>
    public IReadOnlyList<PathShape> Bind(string pattern)
    {
        RoutePattern bound;
        try
        {
            bound = RoutePatternFactory.Parse(pattern);
        }
        catch (RoutePatternException)
        {
            return [PathShape.Everything];
        }

        if (bound.PathSegments.Any(segment => Literal(segment) is { } name && PathShape.OfLiteral(name) is null))
        {
            return [PathShape.Everything];
        }

        var shape = ShapeOf(
            bound.PathSegments, part => part.IsCatchAll || _pattern.GetParameter(part.Name) is null or { IsCatchAll: true });

        // Without a value there is no path at all.
        var mayLackOne = bound.Parameters.Any(part =>
            !part.IsOptional && !part.IsCatchAll && _pattern.GetParameter(part.Name) is null or { IsOptional: true } or { IsCatchAll: true });
        return mayLackOne ? [shape, PathShape.Root] : [shape];
    }

    /// <param name="segments">Of a template.</param>
    /// <param name="isOpen">Whether a parameter may hold slashes.</param>
    private static PathShape ShapeOf(IReadOnlyList<RoutePatternPathSegment> segments, Func<RoutePatternParameterPart, bool> isOpen)
    {
        var known = new List<PathSegment>();
        var least = int.MaxValue;
        foreach (var segment in segments)
        {
            if (segment.Parts is [RoutePatternParameterPart { IsOptional: true } or RoutePatternParameterPart { Default: not null }])
            {
                least = Math.Min(least, known.Count);
            }

            if (segment.Parts.OfType<RoutePatternParameterPart>().FirstOrDefault(isOpen) is { } rest)
            {
                return new PathShape(known, Math.Min(least, known.Count), isOpen: true, isNarrow: rest.ParameterPolicies.Count > 0);
            }

            known.Add(Literal(segment) is { } literal
                ? new PathSegment(literal)
                : new PathSegment(null, IsNarrow: segment.Parts is not [RoutePatternParameterPart { ParameterPolicies.Count: 0 }]));
        }

        return new PathShape(known, Math.Min(least, known.Count), isOpen: false);
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
}
