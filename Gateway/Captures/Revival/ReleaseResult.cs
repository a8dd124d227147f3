using Gateway.Storage.Captures;

namespace Gateway.Captures.Revival;

/// <summary>What came of one kept request that was to be released.</summary>
/// <param name="Record">The request, as it was before.</param>
/// <param name="Result">What came of it; null if it was not tried.</param>
internal sealed record ReleaseResult(CaptureRecord Record, RevivalResult? Result)
{
    /// <summary>Why it was not tried; empty if it was.</summary>
    public string NotTried { get; init; } = "";

    /// <summary>Whether another has released it meanwhile.</summary>
    public bool IsDone { get; init; }

    /// <summary>Whether whoever releases in order stops here.</summary>
    public bool Stops { get; init; }
}
