using Gateway.Intake;
using Microsoft.AspNetCore.Http.Features;

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
        return RequestTarget.TryFindPath(target, out var path)
            ? RequestTarget.IsPlain(path) ? new(true) : AcceptsAsync(context, path.ToString())
            : new(false);
    }

    private async ValueTask<bool> AcceptsAsync(HttpContext context, string path)
    {
        if (PathReadings.Of(path) is not { } readings)
        {
            return false;
        }

        foreach (var reading in readings)
        {
            if (reading != context.Request.Path.Value && !await routes.IsOfSameRouteAsync(context, reading))
            {
                return false;
            }
        }

        return true;
    }
}
