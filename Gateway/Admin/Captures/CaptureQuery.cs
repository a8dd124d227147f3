using System.Globalization;
using Gateway.Admin.Deliveries;
using Gateway.Storage.Captures;

namespace Gateway.Admin.Captures;

/// <summary>The query of a list.</summary>
/// <param name="Filter">Which.</param>
/// <param name="After">Where the page before ended.</param>
/// <param name="Limit">How many.</param>
internal sealed record CaptureQuery(CaptureFilter Filter, string? After, int Limit)
{
    private const int MostAtOnce = 500;
    private const int DefaultAtOnce = 100;

    private static readonly string[] Names = ["route", "outcome", "client", "requestId", "from", "until", "newest", "limit", "after"];

    /// <summary>The query; null if it is none, with what is wrong: what is not known must not look like a filter that found all.</summary>
    /// <param name="query">As it was sent.</param>
    /// <param name="problem">What is wrong; empty for nothing.</param>
    /// <param name="most">The highest <c>limit</c>; where it is not the list's, it is the default, too.</param>
    public static CaptureQuery? Read(IQueryCollection query, out string problem, int most = MostAtOnce)
    {
        foreach (var (name, values) in query)
        {
            if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase) || values.Count != 1)
            {
                problem = $"The query may have each of these once: {string.Join(", ", Names)}.";
                return null;
            }
        }

        if (!DeliveryChoice.TryReadTime(Text("from"), out var from) || !DeliveryChoice.TryReadTime(Text("until"), out var until))
        {
            problem = "'from' and 'until' are times such as 2026-01-31, 2026-01-31T12:00:00Z or 2026-01-31T12:00:00+01:00 (in a URL, + is %2B).";
            return null;
        }

        var newest = false;
        if (Text("newest") is { } order && !bool.TryParse(order, out newest))
        {
            problem = "'newest' is true or false.";
            return null;
        }

        var limit = most == MostAtOnce ? DefaultAtOnce : most;
        if (Text("limit") is { } many
            && (!int.TryParse(many, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > most))
        {
            problem = $"'limit' is 1 to {most}.";
            return null;
        }

        problem = "";
        var filter = new CaptureFilter
        {
            Route = Text("route"),
            Outcome = Text("outcome"),
            Client = Text("client"),
            RequestId = Text("requestId"),
            From = from,
            Until = until,
            NewestFirst = newest,
        };
        return new CaptureQuery(filter, Text("after"), limit);

        string? Text(string name) => query.TryGetValue(name, out var values) ? values[0] : null;
    }
}
