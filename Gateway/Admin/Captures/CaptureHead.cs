namespace Gateway.Admin.Captures;

/// <summary>What every view of a kept request has.</summary>
internal abstract record CaptureHead
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

    /// <summary>What has become of it since.</summary>
    public required ReleaseStateView Release { get; init; }
}
