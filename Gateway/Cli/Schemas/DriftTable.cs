using System.Globalization;
using Gateway.Admin.Schemas;

namespace Gateway.Cli.Schemas;

/// <summary>Differences as text, one a line, in 80 columns; all of it is in the JSON.</summary>
internal static class DriftTable
{
    private const int Width = 80;
    private const int PlaceWidth = 29;
    private const string Instant = "yyyy-MM-dd'T'HH:mm'Z'";

    public static IEnumerable<string> Of(RouteDriftView route)
    {
        yield return TerminalText.Of(route.Route, Width);
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"  compared {route.Compared} since {At(route.Since)}, passed over {route.PassedOver}");
        if (route.LeftOut > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  no room for more names, seen {route.LeftOut} times");
        }

        if (route.Findings.Count == 0)
        {
            yield return "  no difference";
            yield break;
        }

        yield return $"{"WHAT",-7} {"COUNT",6} {"FIRST",-17} {"LAST",-17} PLACE";
        var eventType = "";
        foreach (var finding in route.Findings)
        {
            if (finding.Event is { } type && !string.Equals(type, eventType, StringComparison.Ordinal))
            {
                eventType = type;
                yield return TerminalText.Of($"{type}:", Width);
            }

            yield return Line(finding);
        }
    }

    private static string Line(DriftFindingView finding)
    {
        var what = finding.Kind == "unknown" ? "unknown" : "unused";
        var place = TerminalText.Of((finding.Place.Length == 0 ? "(the whole)" : finding.Place) + finding.Kind switch
        {
            "type" => $" {finding.Name}",
            "value" => $" = {finding.Name}",
            _ => "",
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-7} {Math.Min(finding.Count, 999_999),6} {At(finding.First),-17} {At(finding.Last),-17} {End(place)}");
    }

    /// <summary>The end of a place tells more than its beginning.</summary>
    private static string End(string place) =>
        place.Length <= PlaceWidth ? place : string.Concat("\u2026", place.AsSpan(place.Length - PlaceWidth + 1));

    private static string At(DateTimeOffset? at) => at is { } known ? known.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture) : "-";
}
