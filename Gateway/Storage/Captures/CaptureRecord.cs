namespace Gateway.Storage.Captures;

/// <summary>One kept request: what it is found by, and the rest of it in the form that its owner reads.</summary>
internal sealed record CaptureRecord
{
    public required Guid Id { get; init; }

    /// <summary>The request's id in the log and in the answer. A sender cannot choose it, and it is not unique for ever.</summary>
    public required string RequestId { get; init; }

    public required string Route { get; init; }

    /// <summary>The outcome's code.</summary>
    public required string Outcome { get; init; }

    /// <summary>Who called; null when trusted proxies did not say.</summary>
    public string? Client { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What has become of it since.</summary>
    public ReleaseMark Release { get; init; } = ReleaseMark.Kept;

    /// <summary>Everything else. Empty in lists.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>As it is counted: the content, and what the record itself takes.</summary>
    public long Bytes { get; init; }
}
