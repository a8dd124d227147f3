using Gateway.Delivery.Attempts;

namespace Gateway.Delivery.Destinations;

/// <summary>What came of sending an event to a destination, by what that has said itself.</summary>
/// <param name="Result">In the words of all kinds.</param>
internal readonly record struct DestinationAnswer(AttemptResult Result)
{
    /// <summary>Of HTTP; 0 without an answer, and of every other kind.</summary>
    public int StatusCode { get; init; }

    /// <summary>The header as it stands; empty without one.</summary>
    public string RetryAfter { get; init; } = "";

    /// <summary>Why it is no better, in one line for the log; null if it is good.</summary>
    public string? Failure { get; init; }

    /// <summary>No attempt will ever succeed, for this <see cref="Attempts.DeadReason"/>; null if one may.</summary>
    public string? DeadReason { get; init; }
}
