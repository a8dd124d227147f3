using Gateway.Storage.Captures;

namespace Gateway.Admin.Captures;

/// <summary>One kept request in a list.</summary>
internal record CaptureView
{
    public required Guid Id { get; init; }

    /// <summary>As in the log and in the answer.</summary>
    public required string RequestId { get; init; }

    public required string Route { get; init; }

    /// <summary>The outcome's code.</summary>
    public required string Outcome { get; init; }

    /// <summary>Who called; null when trusted proxies did not say.</summary>
    public string? Client { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public static CaptureView Of(CaptureRecord record) => new()
    {
        Id = record.Id,
        RequestId = record.RequestId,
        Route = record.Route,
        Outcome = record.Outcome,
        Client = record.Client,
        ReceivedAt = record.ReceivedAt,
    };
}
