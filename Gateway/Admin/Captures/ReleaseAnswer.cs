namespace Gateway.Admin.Captures;

/// <summary>What came of some of those that were to be released, in their order.</summary>
/// <param name="Results">One for each that was met; those that were released before, or passed on when they were received, are left out.</param>
/// <param name="IsEnd">Whether that is all. Else the same is to be asked for again, with what follows.</param>
internal sealed record ReleaseAnswer(IReadOnlyList<ReleaseView> Results, bool IsEnd)
{
    /// <summary>To be given as <c>after</c>; null for none.</summary>
    public string? Next { get; init; }

    /// <summary>To be given as <c>until</c>, so that what is received meanwhile is not released; null where an id was named.</summary>
    public string? Until { get; init; }

    /// <summary>How long to wait before, in seconds: the route's budget is used up.</summary>
    public double RetryAfterSeconds { get; init; }

    /// <summary>Why the rest was left; empty if it was not.</summary>
    public string Stopped { get; init; } = "";
}
