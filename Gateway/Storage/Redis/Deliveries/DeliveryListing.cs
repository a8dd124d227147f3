using System.Globalization;
using Gateway.Storage.Deliveries;
using StackExchange.Redis;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>Makes one page of what each route has answered: in order, and no further than all routes have been looked at.</summary>
internal sealed class DeliveryListing(DeliveryFilter filter, int atMost)
{
    private readonly List<(string Route, RedisResult[] Row, string Text)> _rows = [];

    /// <summary>The place up to which every route has answered; null: all of them to the end.</summary>
    private string? _end;

    /// <summary>What the script asks for: see List.lua.</summary>
    public static RedisValue[] Arguments(DeliveryFilter filter, DeliveryPlace? after, int most)
    {
        var from = filter.From is { } first ? "[" + Bound(first) : "-";
        var until = filter.Until is { } end ? "(" + Bound(end) : "+";
        if (after is not null && filter.NewestFirst)
        {
            until = Nearer(until, after.Row, least: true);
        }
        else if (after is not null)
        {
            from = Nearer(from, after.Row, least: false);
        }

        DeliveryState[] states = filter.State is { } state
            ? [state]
            : [DeliveryState.Waiting, DeliveryState.Delivered, DeliveryState.Dead];
        return
        [
            most,
            filter.NewestFirst ? "newest" : "oldest",
            filter.NewestFirst ? until : from,
            filter.NewestFirst ? from : until,
            after?.Row ?? "",
            after?.Destination ?? "",
            filter.Destination ?? "",
            filter.Destination is null ? "any" : "one",
            .. states.Select(state => (RedisValue)DeliveryText.State(state)),
        ];
    }

    public void Add(string route, RedisResult[] answer)
    {
        var hasMore = (long)answer[0] == 1;
        for (var i = 1; i < answer.Length; i++)
        {
            var row = (RedisResult[])answer[i]!;
            var text = (string)row[0]!;
            _rows.Add((route, row, text));
            if (hasMore && i == answer.Length - 1 && (_end is null || Compare(text, _end) < 0))
            {
                _end = text;
            }
        }
    }

    public DeliveryPage Page()
    {
        var page = new List<DeliveryRecord>();
        DeliveryPlace? last = null;

        // Stable: rows of one event, which are all of one route, stay as the script has put them.
        var inOrder = filter.NewestFirst
            ? _rows.OrderByDescending(row => row.Text, StringComparer.Ordinal)
            : _rows.OrderBy(row => row.Text, StringComparer.Ordinal);
        foreach (var (route, row, text) in inOrder)
        {
            if (page.Count == atMost || (_end is not null && Compare(text, _end) > 0))
            {
                return new DeliveryPage(page, last?.ToString());
            }

            last = new DeliveryPlace(text, (string)row[1]!);
            if (Read(route, row, text) is { } delivery && Matches(delivery))
            {
                page.Add(delivery);
            }
        }

        return new DeliveryPage(page, _end is null ? null : last?.ToString());
    }

    /// <summary>Null if it was removed meanwhile.</summary>
    private static DeliveryRecord? Read(string route, RedisResult[] row, string text)
    {
        var line = (string)row[3]!;
        var separator = text.IndexOf('-', StringComparison.Ordinal);
        if (line.Length == 0)
        {
            return null;
        }

        if (separator < 0 || !Guid.TryParse(text.AsSpan(separator + 1), CultureInfo.InvariantCulture, out var id))
        {
            throw DeliveryText.Foreign();
        }

        var received = DeliveryText.ReadEvent(route, id, text[..separator], (byte[])row[2]!, []);
        return DeliveryText.ReadDelivery(received, (string)row[1]!, line, (byte[])row[4]!, (int)row[5]);
    }

    private static string Bound(DateTimeOffset time) =>
        DeliveryText.Time(time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : time);

    /// <summary>Of a bound and of a row, which is in the range itself, the one that leaves less.</summary>
    private static string Nearer(string bound, string row, bool least)
    {
        var difference = bound.Length == 1 ? 0 : string.CompareOrdinal(row, bound[1..]);
        return bound.Length == 1 || (least ? difference < 0 : difference > 0) ? "[" + row : bound;
    }

    private int Compare(string left, string right) =>
        filter.NewestFirst ? string.CompareOrdinal(right, left) : string.CompareOrdinal(left, right);

    private bool Matches(DeliveryRecord delivery) =>
        (filter.EventType is null || delivery.Event.EventType == filter.EventType)
        && (filter.EventId is null || delivery.Event.EventId == filter.EventId)
        && (filter.Reason is null || delivery.Reason == filter.Reason);
}
