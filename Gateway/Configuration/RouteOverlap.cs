using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Configuration;

/// <summary>
/// Tells whether two routes match the very same requests with the same precedence. Routing would then throw for each of
/// them, before the gateway hears of it.
/// </summary>
internal static class RouteOverlap
{
    public static bool IsAmbiguous(RouteConfig left, RouteConfig right) =>
        (left.Order ?? 0) == (right.Order ?? 0)
        && PathKey(left.Match.Path) is { } path && path == PathKey(right.Match.Path)
        && Overlap(left.Match.Methods, right.Match.Methods)
        && Overlap(left.Match.Hosts, right.Match.Hosts)
        && Same(left.Match.Headers, right.Match.Headers)
        && Same(left.Match.QueryParameters, right.Match.QueryParameters);

    /// <summary>What a template matches, without what it calls it; null if it is no template, which is reported elsewhere.</summary>
    private static string? PathKey(string? path)
    {
        try
        {
            var pattern = RoutePatternFactory.Parse(string.IsNullOrEmpty(path) ? "{**all}" : path); // As YARP reads no path.
            return string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(PartKey))));
        }
        catch (RoutePatternException)
        {
            return null;
        }
    }

    private static string PartKey(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToUpperInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Concat(parameter.ParameterPolicies.Select(policy => ":" + policy.Content))}"
            + $"{(parameter.IsOptional ? "?" : "")}={parameter.Default}}}",
        _ => throw new InvalidOperationException($"Routing has a new kind of part: {part.PartKind}."),
    };

    /// <summary>Who names none takes what nobody names: both do, or they share one.</summary>
    private static bool Overlap(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        left is not { Count: > 0 } || right is not { Count: > 0 }
            ? left is not { Count: > 0 } && right is not { Count: > 0 }
            : left.Intersect(right, StringComparer.OrdinalIgnoreCase).Any();

    private static bool Same<T>(IReadOnlyList<T>? left, IReadOnlyList<T>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0) && (left ?? []).All(item => right!.Contains(item));
}
