namespace Gateway.Delivery.Attempts;

/// <summary>One attempt as it is kept.</summary>
/// <param name="At">When it began.</param>
/// <param name="Elapsed">How long it took, to the millisecond.</param>
/// <param name="Result">How it ended.</param>
/// <param name="StatusCode">What the destination answered; 0 without an answer.</param>
internal readonly record struct Attempt(DateTimeOffset At, TimeSpan Elapsed, AttemptResult Result, int StatusCode)
{
    /// <summary>Why there was no answer, for the log; it is not kept.</summary>
    public string? Failure { get; init; }
}
