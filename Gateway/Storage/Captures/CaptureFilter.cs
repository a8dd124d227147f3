namespace Gateway.Storage.Captures;

/// <summary>Which kept requests; null leaves open.</summary>
internal sealed record CaptureFilter
{
    /// <summary>As somebody asks for it: names of routes have no upper or lower case.</summary>
    public string? Route { get; init; }

    /// <summary>The outcome's code.</summary>
    public string? Outcome { get; init; }

    /// <summary>The sender's address, as it is written in a list.</summary>
    public string? Client { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Received at or behind it.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>By the time of reception; the oldest first otherwise.</summary>
    public bool NewestFirst { get; init; }

    public bool Takes(CaptureRecord record) =>
        (Route is null || Route.Equals(record.Route, StringComparison.OrdinalIgnoreCase)) && (Outcome is null || record.Outcome == Outcome)
        && (Client is null || record.Client == Client) && (RequestId is null || record.RequestId == RequestId)
        && !(record.ReceivedAt < From) && !(record.ReceivedAt >= Until);
}
