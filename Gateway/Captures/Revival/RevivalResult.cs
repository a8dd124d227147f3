using Gateway.Outcomes;

namespace Gateway.Captures.Revival;

/// <summary>What came of a kept request that was judged again.</summary>
/// <param name="Verdict">What follows from it.</param>
internal sealed record RevivalResult(RevivalVerdict Verdict)
{
    /// <summary>How it ended; null if it was not judged.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What was answered; 0 if nothing was.</summary>
    public int StatusCode { get; init; }

    /// <summary>Why it was not judged, or what the outcome leaves open; empty for nothing.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How long to wait before it is tried again, where the route's budget says so.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Whether the next would probably end so, too: who releases in order stops here.</summary>
    public bool IsOfAll =>
        Verdict == RevivalVerdict.Failed && StatusCode is >= 500 or StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests;

    public static RevivalResult NotJudged(string reason) => new(RevivalVerdict.NotJudged) { Reason = reason };
}
