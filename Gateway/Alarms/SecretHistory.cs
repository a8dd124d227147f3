using Gateway.Reading;

namespace Gateway.Alarms;

/// <summary>Which secrets end soon, and which verify again that had given way to another.</summary>
internal sealed class SecretHistory
{
    private static readonly TimeSpan BeforeTheEnd = TimeSpan.FromDays(7);

    /// <summary>That it has ended is no end of the matter.</summary>
    private static readonly TimeSpan BehindTheEnd = TimeSpan.FromDays(7);

    /// <summary>Without use, while another was used: it has given way.</summary>
    private static readonly TimeSpan Retired = TimeSpan.FromDays(1);

    /// <summary>Since its use it is still news: for longer than the period, so that a second secret of the route is told in the next.</summary>
    private static readonly TimeSpan Seen = AlarmBook.Period + TimeSpan.FromMinutes(10);

    private readonly Dictionary<(string Route, string Key), long> _keyUses = [];
    private readonly Dictionary<(string Route, string Key), long> _retiredSeen = [];

    /// <summary>One of each kind for a route: what is first of it, and how many more.</summary>
    public IEnumerable<AlarmCondition> Look(AlarmRoute route, IReadOnlyDictionary<string, long> uses, DateTimeOffset now)
    {
        List<(string Id, DateTimeOffset End)> ending =
            [.. from secret in route.Secrets where secret.NotAfter > now - BehindTheEnd && secret.NotAfter <= now + BeforeTheEnd orderby secret.NotAfter select (secret.Id, secret.NotAfter!.Value)];
        if (ending is [var first, ..])
        {
            var others = ending.Count == 1 ? "" : FormattableString.Invariant($" {ending.Count - 1} more of the route end within the week.");
            var text = first.End > now
                ? $"The secret '{first.Id}' ends at {InstantText.Of(first.End)}. Add the next one beside it.{others}"
                : $"The secret '{first.Id}' ended at {InstantText.Of(first.End)}. See that another has taken its place, and take it out of the file.{others}";
            yield return new AlarmCondition(AlarmKind.SecretExpiring, route.Route, text)
            {
                Details = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["key"] = first.Id,
                    ["notAfter"] = InstantText.Of(first.End),
                    ["others"] = FormattableString.Invariant($"{ending.Count - 1}"),
                },
                Subjects = [.. ending.Select(secret => secret.End > now ? secret.Id : $"{secret.Id} ended")],
            };
        }

        Note(route.Route, uses);
        List<string> retired =
        [
            .. from key in uses.Keys
               let place = (route.Route, key)
               where _retiredSeen.TryGetValue(place, out var seen) && now.UtcTicks - seen <= Seen.Ticks
               orderby _retiredSeen[place] descending
               select key,
        ];
        if (retired is [var last, ..])
        {
            var others = retired.Count == 1 ? "" : FormattableString.Invariant($" So do {retired.Count - 1} more of the route.");
            yield return new AlarmCondition(
                AlarmKind.SecretRetired, route.Route, $"The secret '{last}', which had given way to another for a day or more, verifies again.{others}")
            {
                Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = last, ["others"] = FormattableString.Invariant($"{retired.Count - 1}") },
                Subjects = retired,
            };
        }
    }

    /// <summary>What has verified, and which of it had been given up.</summary>
    private void Note(string route, IReadOnlyDictionary<string, long> uses)
    {
        foreach (var (key, used) in uses)
        {
            var place = (route, key);
            if (_keyUses.TryGetValue(place, out var before) && used - before > Retired.Ticks
                && uses.Any(other => other.Key != key && _keyUses.TryGetValue((route, other.Key), out var theirs) && theirs - before > Retired.Ticks))
            {
                _retiredSeen[place] = used;
            }

            _keyUses[place] = used;
        }
    }
}
