namespace Gateway.Captures.Revival;

/// <summary>Some kept requests that were to be released, in order.</summary>
/// <param name="Results">One for each that was met.</param>
/// <param name="Next">Where to go on; null for the beginning, or behind the last.</param>
internal sealed record ReleasePage(IReadOnlyList<ReleaseResult> Results, string? Next)
{
    /// <summary>Whether there is nothing left to be asked for.</summary>
    public required bool IsEnd { get; init; }

    /// <summary>Why it ends before all were tried; empty if it does not.</summary>
    public string Stopped { get; init; } = "";

    /// <summary>How long to wait before going on.</summary>
    public TimeSpan RetryAfter { get; init; }
}
