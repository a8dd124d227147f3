using System.Collections.Concurrent;

namespace Gateway.Observability.Traffic;

/// <summary>
/// What the gateway's webhooks were of late, for the dashboard: counts by route, and the latest one by one. In this process' memory, and
/// nothing of it before the first webhook. Routes come from the configuration only.
/// </summary>
internal sealed class TrafficHistory(TimeProvider clock)
{
    private const int MostPassed = 400;

    /// <summary>Those that one wants to look at: no flood of what passed pushes them out.</summary>
    private const int MostOthers = 600;

    private readonly ConcurrentDictionary<string, RouteHistory> _routes = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly LatestWebhooks _passed = new(MostPassed);
    private readonly LatestWebhooks _others = new(MostOthers);
    private long _number;

    /// <summary>Since when it is counted.</summary>
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    /// <summary>
    /// Counts one; whether <see cref="List"/> is to be called for it. What is released now counts now: at its own time it would take the
    /// place of a minute and of a half hour that are not over.
    /// </summary>
    public bool Count(in FinishedWebhook webhook) => _routes.GetOrAdd(webhook.Route, static _ => new RouteHistory())
        .Add(webhook.IsRevived ? webhook with { ReceivedAt = clock.GetUtcNow() } : webhook);

    public void List(ListedWebhook webhook)
    {
        lock (_gate)
        {
            (webhook.End == WebhookEnd.Passed ? _passed : _others).Add(webhook with { Number = ++_number });
        }
    }

    /// <summary>Null for a route that nothing has ended on. Its name is as the configuration writes it.</summary>
    public RouteTraffic? Read(string route) => _routes.TryGetValue(route, out var history) ? history.Read(clock.GetUtcNow()) : null;

    /// <summary>The same for somebody who writes the name in any case.</summary>
    public RouteTraffic? Find(string name) =>
        Read(name) ?? (_routes.Keys.FirstOrDefault(route => route.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } route ? Read(route) : null);

    /// <summary>The latest that a filter leaves, the newest first.</summary>
    public IReadOnlyList<ListedWebhook> Latest(Func<ListedWebhook, bool> filter, int atMost)
    {
        List<ListedWebhook> all;
        lock (_gate)
        {
            all = [.. _passed.All, .. _others.All];
        }

        return [.. all.Where(filter).OrderByDescending(webhook => webhook.Number).Take(atMost)];
    }
}
