using System.Globalization;
using Gateway.Reading;

namespace Gateway.Alarms;

/// <summary>Finds what is wrong, look after look. For one caller at a time.</summary>
internal sealed class AlarmConditions(AlarmSources sources, TimeProvider clock)
{
    /// <summary>Of webhooks in ten minutes: fewer say nothing of a rate.</summary>
    private const int LeastForRate = 20;

    private const double LeastSuccess = 0.95;

    /// <summary>In ten minutes: scanners of the internet are below it.</summary>
    private const int LeastForged = 50;

    private const double BeyondUsual = 5;

    private const int LeastTimed = 10;

    /// <summary>In a row: providers that switch an endpoint off count from some ten up, or for hours.</summary>
    private const int LeastInARow = 10;

    /// <summary>Of a refused file: so many are told apart.</summary>
    private const int MostProblems = 16;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, RouteHistory> _histories = new(StringComparer.Ordinal);
    private readonly SecretHistory _secrets = new();
    private readonly QueueHistory _queues = new();
    private DateTimeOffset _minute;
    private int _lostLooks;

    /// <summary>All that is wrong now.</summary>
    public async Task<IReadOnlyList<AlarmCondition>> FindAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var isMinute = now - _minute >= Minute;
        _minute = isMinute ? now : _minute;
        var found = new List<AlarmCondition>();
        var routes = sources.Routes().ToList();
        foreach (var route in routes)
        {
            var tally = sources.Tally.Of(route.Route);
            (tally.LateAfter, tally.AheadAfter) = (route.LateAfter.Ticks, route.AheadAfter.Ticks);
            if (!_histories.TryGetValue(route.Route, out var history))
            {
                _histories.Add(route.Route, history = new RouteHistory());
            }

            history.Look(tally.Read(), isMinute);
            found.AddRange(OfTraffic(route.Route, history, tally));
            found.AddRange(_secrets.Look(route, tally.KeyUses, now));
        }

        foreach (var gone in _histories.Keys.Except(routes.Select(route => route.Route), StringComparer.Ordinal).ToList())
        {
            _histories.Remove(gone);
        }

        found.AddRange(OfSilence());
        found.AddRange(_queues.Look(sources.Queues(), now, isMinute));
        found.AddRange(await OfTheGatewayAsync(cancellation));
        return found;
    }

    private static IEnumerable<AlarmCondition> OfTraffic(string route, RouteHistory history, RouteTally tally)
    {
        var window = history.Window;
        var genuine = window.Succeeded + window.Failed;
        if (genuine >= LeastForRate && window.Succeeded < LeastSuccess * genuine)
        {
            yield return new AlarmCondition(
                AlarmKind.SuccessRate, route,
                Text($"{100.0 * window.Succeeded / genuine:F0} % of {genuine} genuine webhooks succeeded in the last ten minutes."))
            {
                Details = Details(("succeeded", window.Succeeded), ("failed", window.Failed)),
            };
        }

        if (window.Forged >= LeastForged && window.Forged >= BeyondUsual * history.UsuallyForged)
        {
            yield return new AlarmCondition(
                AlarmKind.ForgedTraffic, route,
                Text($"{window.Forged} requests proved nothing in the last ten minutes. Somebody forges, or a secret was changed at the provider alone."))
            {
                Details = Details(("forged", window.Forged), ("genuine", genuine)),
            };
        }

        if (window.Timed >= LeastTimed && (window.Late == window.Timed || 2 * window.Ahead >= window.Timed))
        {
            var isLate = window.Late == window.Timed;
            yield return new AlarmCondition(
                AlarmKind.ClockSkew, route,
                Text($"The signed times of {(isLate ? window.Late : window.Ahead)} of {window.Timed} webhooks are {(isLate ? "old" : "ahead")}: the clocks drift apart, and soon they are refused."))
            {
                Details = Details(("timed", window.Timed), ("late", window.Late), ("ahead", window.Ahead)),
                Subjects = [isLate ? "late" : "ahead"],
            };
        }

        if (tally.InARow is >= LeastInARow and var inARow)
        {
            yield return new AlarmCondition(
                AlarmKind.ConsecutiveFailures, route,
                Text($"{inARow} genuine webhooks in a row were not answered 2xx. The provider may switch the endpoint off."))
            {
                Details = Details(("failures", inARow)),
            };
        }
    }

    private IEnumerable<AlarmCondition> OfSilence() =>
        from route in sources.Silences()
        where route.IsSilent
        select new AlarmCondition(
            AlarmKind.Silence, route.Route,
            route.LastVerified is { } last ? $"Nothing verified has come since {InstantText.Of(last)}." : "Nothing verified has come since the start.")
        {
            Details = route.LastVerified is { } at
                ? new Dictionary<string, string>(StringComparer.Ordinal) { ["lastVerified"] = InstantText.Of(at) }
                : new Dictionary<string, string>(StringComparer.Ordinal),
        };

    private async Task<IReadOnlyList<AlarmCondition>> OfTheGatewayAsync(CancellationToken cancellation)
    {
        var found = new List<AlarmCondition>();
        _lostLooks = await sources.Store.IsAvailableAsync(cancellation) ? 0 : _lostLooks + 1;
        if (_lostLooks >= 2)
        {
            found.Add(new AlarmCondition(AlarmKind.StoreDown, "", $"The store '{sources.Store.Name}' does not answer.")
            {
                Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["store"] = sources.Store.Name },
            });
        }

        if (sources.Reload.Problems is { Count: > 0 } problems)
        {
            found.Add(new AlarmCondition(
                AlarmKind.ReloadRefused, "",
                Text($"The configuration file has {problems.Count} problems, and an older one is in force. The first is at {problems[0].Path}."))
            {
                Details = Details(("problems", problems.Count)),
                Subjects = [.. problems.Take(MostProblems).Select(problem => problem.Path)],
            });
        }

        return found;
    }

    private static Dictionary<string, string> Details(params ReadOnlySpan<(string Name, long Value)> parts)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parts)
        {
            details[name] = value.ToString(CultureInfo.InvariantCulture);
        }

        return details;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
