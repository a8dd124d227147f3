using System.Globalization;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>The query of a list.</summary>
internal sealed record DeliveryQuery : DeliveryChoice
{
    private const int MostAtOnce = 500;
    private const int DefaultAtOnce = 100;

    private static readonly string[] Names =
        ["state", "route", "destination", "eventType", "eventId", "reason", "from", "until", "newest", "limit", "after"];

    /// <summary><c>true</c>: the newest first. Default <c>false</c>.</summary>
    public string? Newest { get; init; }

    /// <summary>1 to 500. Default 100.</summary>
    public string? Limit { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? After { get; init; }

    /// <summary>The query; null if it is none, with what is wrong: what is not known must not look like a filter that found all.</summary>
    public static DeliveryQuery? Read(IQueryCollection query, out string problem)
    {
        foreach (var (name, values) in query)
        {
            if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase) || values.Count != 1)
            {
                problem = $"The query may have each of these once: {string.Join(", ", Names)}.";
                return null;
            }
        }

        problem = "";
        return new DeliveryQuery
        {
            State = Text("state"),
            Route = Text("route"),
            Destination = Text("destination"),
            EventType = Text("eventType"),
            EventId = Text("eventId"),
            Reason = Text("reason"),
            From = Text("from"),
            Until = Text("until"),
            Newest = Text("newest"),
            Limit = Text("limit"),
            After = Text("after"),
        };

        string? Text(string name) => query.TryGetValue(name, out var values) ? values[0] : null;
    }

    /// <summary>The filter, and how many; null if there is something wrong.</summary>
    public (DeliveryFilter Filter, int Limit)? Page(out string problem)
    {
        if (Filter(out problem) is not { } filter)
        {
            return null;
        }

        var newest = false;
        if (Newest is not null && !bool.TryParse(Newest, out newest))
        {
            problem = "'newest' is true or false.";
            return null;
        }

        var limit = DefaultAtOnce;
        if (Limit is not null
            && (!int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostAtOnce))
        {
            problem = $"'limit' is 1 to {MostAtOnce}.";
            return null;
        }

        return (filter with { NewestFirst = newest }, limit);
    }
}
