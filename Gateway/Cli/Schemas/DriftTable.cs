using System.Globalization;
using Gateway.Admin.Schemas;

namespace Gateway.Cli.Schemas;

/// <summary>Differences as text, in 80 columns with nothing cut: one a line, and a long place below it.</summary>
internal static class DriftTable
{
    private const int PlaceWidth = 29;
    private const string Indent = "  ";
    private const string Instant = "yyyy-MM-dd'T'HH:mm'Z'";

    public static IEnumerable<string> Of(RouteDriftView route)
    {
        foreach (var line in WrappedText.Lines("", Indent, route.Route))
        {
            yield return line;
        }

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
                foreach (var line in WrappedText.Lines("", Indent, $"{type}:"))
                {
                    yield return line;
                }
            }

            foreach (var line in Lines(finding))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Lines(DriftFindingView finding)
    {
        var what = finding.Kind == "unknown" ? "unknown" : "unused";
        var place = TerminalText.Of((finding.Place.Length == 0 ? "(the whole)" : finding.Place) + finding.Kind switch
        {
            "type" => $" {finding.Name}",
            "value" => $" = {finding.Name}",
            _ => "",
        });
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{what,-7} {Math.Min(finding.Count, 999_999),6} {At(finding.First),-17} {At(finding.Last),-17}");
        return place.Length <= PlaceWidth ? [$"{line} {place}"] : [line.TrimEnd(), .. WrappedText.Lines(Indent, Indent, place)];
    }

    private static string At(DateTimeOffset? at) => at is { } known ? known.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture) : "-";
}
