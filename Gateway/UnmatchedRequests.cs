using System.Diagnostics.Metrics;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Observability;

namespace Gateway;

/// <summary>
/// Says of requests that no route takes that they came: counted by the reason, and in the log with the route that was probably meant.
/// </summary>
internal sealed partial class UnmatchedRequests(
    GatewayMetrics metrics, GatewayProxyConfigProvider proxy, TimeProvider clock, ILogger<UnmatchedRequests> logger)
{
    private static readonly KeyValuePair<string, object?>[] Reasons =
        [.. Enum.GetNames<UnmatchedReason>().Select(name => new KeyValuePair<string, object?>("reason", name.ToLowerInvariant()))];

    private readonly Counter<long> _unmatched = metrics.Meter.CreateCounter<long>(
        "webhook_unmatched_total", null, "Requests that no route takes.");
    private readonly UnmatchedShapes _shapes = new(clock);
    private RoutePaths? _paths;

    /// <summary>Behind routing.</summary>
    public void Use(WebApplication app) => app.Use(next => context =>
    {
        Look(context);
        return next(context);
    });

    /// <summary>Each of its series exists before its first event.</summary>
    public void Announce()
    {
        foreach (var reason in Reasons)
        {
            _unmatched.Add(0, reason);
        }
    }

    private void Look(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<RoutePolicy>() is not null)
        {
            return;
        }

        var path = context.Request.Path.Value ?? "/";
        var paths = Paths();
        var reason = endpoint is not null ? UnmatchedReason.Method // Routing's own, that answers 405.
            : paths.MeetsConditionsOnly(path) ? UnmatchedReason.Conditions
            : UnmatchedReason.Path;
        _unmatched.Add(1, Reasons[(int)reason]);
        var near = paths.Near(path);
        var count = _shapes.Count(reason, path, near);
        if (count > 0)
        {
            Say(context.Request.Method, path.Length > LogText.LongestPath ? path[..LogText.LongestPath] : path, reason, count, near ?? paths.Nearest(path));
        }
    }

    private void Say(string method, string path, UnmatchedReason reason, long count, string? route)
    {
        var hint = (route, reason) switch
        {
            (null, _) => "",
            (_, UnmatchedReason.Method) => $" The route '{route}' has the path, and not the method.",
            (_, UnmatchedReason.Conditions) => $" The route '{route}' has the path, and other 'Hosts', 'Headers' or 'QueryParameters'.",
            _ => $" Did you mean the route '{route}'?",
        };
        var level = route is null ? LogLevel.Information : LogLevel.Warning;
        if (logger.IsEnabled(level))
        {
            var (sent, at) = (LogText.Field(method, LogText.LongestMethod), LogText.Field(path));
            LogUnmatched(level, sent, at, (string)Reasons[(int)reason].Value!, hint, route, count);
        }
    }

    /// <summary>Of the configuration in force. Two requests may make them at once, and both are right.</summary>
    private RoutePaths Paths()
    {
        var config = proxy.GetConfig();
        var paths = Volatile.Read(ref _paths);
        if (paths is null || !ReferenceEquals(paths.Config, config))
        {
            Volatile.Write(ref _paths, paths = new RoutePaths(config));
        }

        return paths;
    }

    // Never the query: it may hold what proves a sender.
    [LoggerMessage(EventId = EventIds.RequestUnmatched, Message =
        "No route takes {Method} {Path} ({Reason}).{Hint} nearest={NearestRoute} such={Count}")]
    private partial void LogUnmatched(LogLevel level, string? method, string? path, string reason, string hint, string? nearestRoute, long count);
}
