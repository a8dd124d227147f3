using Gateway.Admin.Alarms;
using Gateway.Alarms;
using Gateway.Expectations;

namespace Gateway.Admin.Traffic;

/// <summary>What the watches have found, as at their last look.</summary>
/// <param name="silences">Of the routes that something is expected of.</param>
/// <param name="book">The alarms that were raised.</param>
internal sealed class RouteWatches(IReadOnlyList<RouteSilence> silences, AlarmBook book)
{
    private readonly Dictionary<string, RouteSilence> _silences = silences.ToDictionary(silence => silence.Route, StringComparer.Ordinal);
    private readonly ILookup<string, RaisedAlarm> _alarms =
        book.Raised.Where(alarm => alarm.IsFiring).OrderBy(alarm => alarm.Since).ToLookup(alarm => alarm.Route, StringComparer.Ordinal);

    /// <summary>Null for a route that nothing is expected of.</summary>
    public SilenceView? SilenceOf(string route) => _silences.TryGetValue(route, out var silence) ? SilenceView.Of(silence) : null;

    /// <summary>What is wrong now, and was told; empty where nobody is configured to be told.</summary>
    /// <param name="route">Empty for the gateway as a whole.</param>
    public IReadOnlyList<AlarmView> AlarmsOf(string route) => [.. _alarms[route].Select(AlarmView.Of)];
}
