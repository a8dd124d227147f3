using Gateway.Delivery.Attempts;
using Gateway.Storage.Deliveries;

namespace Gateway.Admin.Deliveries;

/// <summary>One delivery as the API lists it.</summary>
internal sealed record DeliveryView
{
    /// <summary>Of the event; the same for each of its destinations.</summary>
    public required Guid Id { get; init; }

    public required string Route { get; init; }

    public required string Destination { get; init; }

    /// <summary><c>waiting</c>, <c>delivered</c> or <c>dead</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is dead.</summary>
    public string? Reason { get; init; }

    public string? Provider { get; init; }

    public string? EventType { get; init; }

    public string? EventId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Accepted, or last redelivered.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Waiting: when it is tried next, if that is known. Else: since when it is delivered or dead.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>All attempts ever.</summary>
    public required int Attempts { get; init; }

    public AttemptView? LastAttempt { get; init; }

    /// <summary>As it is stored.</summary>
    public required int Bytes { get; init; }

    public static DeliveryView Of(DeliveryRecord record)
    {
        var history = AttemptHistory.Read(record.History.Span, record.QueuedAt);
        return new DeliveryView
        {
            Id = record.Event.Id,
            Route = record.Event.Route,
            Destination = record.Destination,
            State = DeliveryNames.Of(record.State),
            Reason = record.Reason,
            Provider = record.Event.Provider,
            EventType = record.Event.EventType,
            EventId = record.Event.EventId,
            ReceivedAt = record.Event.ReceivedAt,
            QueuedAt = record.QueuedAt,
            At = record.At,
            Attempts = history.Total,
            LastAttempt = history.Attempts.Count > 0 ? AttemptView.Of(history.Attempts[^1]) : null,
            Bytes = record.Bytes,
        };
    }
}
