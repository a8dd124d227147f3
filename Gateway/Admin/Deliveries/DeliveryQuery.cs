using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>The query of a list; null leaves open.</summary>
internal sealed record DeliveryQuery
{
    /// <summary><c>waiting</c>, <c>delivered</c> or <c>dead</c>.</summary>
    public string? State { get; init; }

    public string? Route { get; init; }

    public string? Destination { get; init; }

    public string? Type { get; init; }

    public string? EventId { get; init; }

    public string? Reason { get; init; }

    /// <summary>Received at or behind it.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The newest first.</summary>
    public bool? Newest { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? After { get; init; }

    /// <summary>1 to 500. Default 100.</summary>
    public int? Limit { get; init; }

    public DeliveryFilter Filter(DeliveryState? state) => new()
    {
        State = state,
        Route = Route,
        Destination = Destination,
        EventType = Type,
        EventId = EventId,
        Reason = Reason,
        From = From,
        Until = Until,
        NewestFirst = Newest ?? false,
    };
}
