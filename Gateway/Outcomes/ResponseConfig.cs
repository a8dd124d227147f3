namespace Gateway.Outcomes;

/// <summary>One entry of a route's <c>Responses</c> section as written: null means the file does not say.</summary>
internal sealed record ResponseConfig
{
    /// <summary>200 to 599. Default: the outcome's own.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The whole body, sent as it stands. Default: the outcome's own; an empty text sends none.</summary>
    public string? Body { get; init; }

    /// <summary>Default <c>text/plain; charset=utf-8</c> when <see cref="Body"/> is set.</summary>
    public string? ContentType { get; init; }
}
