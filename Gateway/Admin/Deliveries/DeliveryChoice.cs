using System.Globalization;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>Which deliveries, as a caller writes it in a query or in JSON; null leaves open.</summary>
internal abstract record DeliveryChoice
{
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary><c>waiting</c>, <c>delivered</c> or <c>dead</c>.</summary>
    public string? State { get; init; }

    public string? Route { get; init; }

    public string? Destination { get; init; }

    /// <summary>The whole type, in its case.</summary>
    public string? EventType { get; init; }

    /// <summary>The provider's id, whole.</summary>
    public string? EventId { get; init; }

    /// <summary>Why it is dead.</summary>
    public string? Reason { get; init; }

    /// <summary>Received at or behind it; UTC unless it says otherwise.</summary>
    public string? From { get; init; }

    /// <summary>Received before it; UTC unless it says otherwise.</summary>
    public string? Until { get; init; }

    /// <summary>The filter; null if it is none, with what is wrong.</summary>
    public DeliveryFilter? Filter(out string problem)
    {
        var state = State is null ? null : DeliveryNames.State(State);
        if (State is not null && state is null)
        {
            problem = $"'state' is one of {string.Join(", ", DeliveryNames.States)}.";
            return null;
        }

        if (Reason is not null && !DeliveryNames.Reasons.Contains(Reason, StringComparer.Ordinal))
        {
            problem = $"'reason' is one of {string.Join(", ", DeliveryNames.Reasons)}.";
            return null;
        }

        if (!TryReadTime(From, out var from) || !TryReadTime(Until, out var until))
        {
            problem = "'from' and 'until' are times such as 2026-01-31, 2026-01-31T12:00:00Z or 2026-01-31T12:00:00+01:00 (in a URL, + is %2B).";
            return null;
        }

        problem = "";
        return new DeliveryFilter
        {
            State = state,
            Route = Route,
            Destination = Destination,
            EventType = EventType,
            EventId = EventId,
            Reason = Reason,
            From = from,
            Until = until,
        };
    }

    /// <summary>A time as a caller writes it; null and true for none.</summary>
    public static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        var isTime = DateTimeOffset.TryParseExact(
            text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read);
        time = isTime ? read : null;
        return isTime || text is null;
    }
}
