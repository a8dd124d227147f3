using Gateway.Admin.Alarms;
using Gateway.Observability.Traffic;

namespace Gateway.Admin.Traffic;

/// <summary>One route with its traffic.</summary>
internal sealed record RouteView
{
    private const int ShownTenants = 3;

    public required RouteFacts Facts { get; init; }

    /// <summary>Ended in the last hour, a minute each, oldest first; empty for none since the start.</summary>
    public required IReadOnlyList<int> Passed { get; init; }

    public required IReadOnlyList<int> Refused { get; init; }

    public required IReadOnlyList<int> Failed { get; init; }

    /// <summary>In milliseconds, of the last half hour to hour; null for none.</summary>
    public required double? LatencyP50 { get; init; }

    public required double? LatencyP95 { get; init; }

    /// <summary>Null for none since the start, and where nothing is verified.</summary>
    public required DateTimeOffset? VerifiedAt { get; init; }

    public required IReadOnlyList<KeyView> Keys { get; init; }

    /// <summary>How many signed timestamps were so old, by the steps of the list; of the last half hour to hour, empty for none.</summary>
    public required IReadOnlyList<int> Skew { get; init; }

    /// <summary>Since the start, by the outcome's code.</summary>
    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>Those with the most webhooks of the last half hour to hour; <see cref="TenantTrafficApi"/> lists more.</summary>
    public required IReadOnlyList<TenantTraffic> Tenants { get; init; }

    /// <summary>Null where nothing is expected.</summary>
    public required SilenceView? Silence { get; init; }

    /// <summary>What is wrong now, and was told.</summary>
    public required IReadOnlyList<AlarmView> Alarms { get; init; }

    /// <summary>Of a route that queues; else empty.</summary>
    public required IReadOnlyList<DestinationView> Destinations { get; init; }

    public static RouteView Of(RouteFacts facts, RouteTraffic? traffic, RouteWatches watches, RouteDestinations destinations)
    {
        var used = traffic?.Keys ?? new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var known = facts.Keys.Select(key => key.Id).ToHashSet(StringComparer.Ordinal);
        return new RouteView
        {
            Facts = facts,
            Passed = [.. traffic?.Minutes.Select(minute => minute.Passed) ?? []],
            Refused = [.. traffic?.Minutes.Select(minute => minute.Refused) ?? []],
            Failed = [.. traffic?.Minutes.Select(minute => minute.Failed) ?? []],
            LatencyP50 = traffic is null ? null : LatencyScale.Quantile(traffic.Latency, 0.5),
            LatencyP95 = traffic is null ? null : LatencyScale.Quantile(traffic.Latency, 0.95),
            VerifiedAt = facts.AsksForProof ? traffic?.VerifiedAt : null,
            Keys =
            [
                .. facts.Keys.Select(key => new KeyView(key.Id, key.NotBefore, key.NotAfter, used.TryGetValue(key.Id, out var at) ? at : null)),
                .. used.Where(key => !known.Contains(key.Key)).Select(key => new KeyView(key.Key, null, null, key.Value)),
            ],
            Skew = traffic is not null && traffic.Skew.Any(count => count > 0) ? traffic.Skew : [],
            Tenants = [.. traffic?.Tenants.Take(ShownTenants) ?? []],
            Silence = watches.SilenceOf(facts.Route),
            Alarms = watches.AlarmsOf(facts.Route),
            Destinations = destinations.Of(facts.Route),
            Outcomes = traffic?.Outcomes ?? new Dictionary<string, long>(StringComparer.Ordinal),
        };
    }
}
