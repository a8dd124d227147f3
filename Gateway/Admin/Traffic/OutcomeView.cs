using Gateway.Observability.Traffic;

namespace Gateway.Admin.Traffic;

/// <summary>How one webhook ended.</summary>
internal sealed record OutcomeView
{
    /// <summary>Counts up; to be given as <c>after</c>.</summary>
    public required long Number { get; init; }

    public required string RequestId { get; init; }

    public required string Route { get; init; }

    public required string Outcome { get; init; }

    /// <summary><c>passed</c>, <c>refused</c> or <c>failed</c>.</summary>
    public required string End { get; init; }

    public required int StatusCode { get; init; }

    public required string Mode { get; init; }

    public required string? Client { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required double Milliseconds { get; init; }

    public required string? Stage { get; init; }

    public required string? Detail { get; init; }

    public required string? Tenant { get; init; }

    public required string? KeyId { get; init; }

    public required string? EventType { get; init; }

    public required string? EventId { get; init; }

    public required int Bytes { get; init; }

    public required double? AgeSeconds { get; init; }

    public static OutcomeView Of(ListedWebhook webhook) => new()
    {
        Number = webhook.Number,
        RequestId = webhook.RequestId,
        Route = webhook.Route,
        Outcome = webhook.Outcome,
        End = NameOf(webhook.End),
        StatusCode = webhook.StatusCode,
        Mode = webhook.Mode,
        Client = webhook.Client?.ToString(),
        ReceivedAt = webhook.ReceivedAt,
        Milliseconds = Math.Round(webhook.Elapsed.TotalMilliseconds, 3),
        Stage = webhook.Stage,
        Detail = webhook.Detail,
        Tenant = webhook.Tenant,
        KeyId = webhook.KeyId,
        EventType = webhook.EventType,
        EventId = webhook.EventId,
        Bytes = webhook.Bytes,
        AgeSeconds = webhook.Age?.TotalSeconds,
    };

    public static string NameOf(WebhookEnd end) => end switch
    {
        WebhookEnd.Passed => "passed",
        WebhookEnd.Refused => "refused",
        _ => "failed",
    };
}
