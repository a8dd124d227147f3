using Gateway.Intake;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Gateway.Forwarding;

/// <summary>
/// Refuses what a backend may resolve to another path than its route was matched by. What stands open for one path would
/// otherwise be open for what another route verifies.
/// </summary>
internal sealed class PathGuard(RouteProbe routes)
{
    /// <summary>Whether every backend finds in the request's target what its route was matched by.</summary>
    public ValueTask<bool> AcceptsAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestTarget.TryFindPath(target, out var path))
        {
            return new(false);
        }

        if (RequestTarget.IsPlain(path))
        {
            return new(true);
        }

        var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern;
        var namesEnding = pattern?.PathSegments is [.., { Parts: [RoutePatternLiteralPart] }];
        return PathReadings.Of(path, cutsEnding: !namesEnding) is { } readings
            ? AcceptsAsync(context, readings, namesPath: pattern is { Parameters.Count: 0 })
            : new(false);
    }

    /// <summary>Whether no method that the query asks for in the place of the request's own is another route's to verify.</summary>
    public ValueTask<bool> AcceptsMethodAsync(HttpContext context) =>
        MethodOverride.FindIn(context.Request.QueryString) is { } methods ? methods.Count == 0 ? new(true) : AcceptsAsync(context, methods) : new(false);

    private async ValueTask<bool> AcceptsAsync(HttpContext context, IReadOnlyList<string> methods)
    {
        foreach (var method in methods)
        {
            if (await routes.LeadsToAnotherVerifiedAsync(context, method, context.Request.Path.Value ?? "/"))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<bool> AcceptsAsync(HttpContext context, PathReadings readings, bool namesPath)
    {
        foreach (var reading in readings.Served)
        {
            if (reading != context.Request.Path.Value && !await routes.IsOfSameRouteAsync(context, reading))
            {
                return false;
            }
        }

        if (namesPath)
        {
            return true; // The configuration names the path, whatever else a framework may make of it.
        }

        // Most of it no backend makes, so that it may well be nobody's path: only what another route verifies is not to be reached.
        foreach (var reading in readings.ByRule)
        {
            if (await routes.LeadsToAnotherVerifiedAsync(context, context.Request.Method, reading))
            {
                return false;
            }
        }

        return true;
    }
}
