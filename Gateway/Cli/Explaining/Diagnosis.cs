namespace Gateway.Cli.Explaining;

/// <summary>A suspicion that was right.</summary>
/// <param name="Suspicion">What is wrong.</param>
/// <param name="Proof">What shows that it is right, for people.</param>
internal sealed record Diagnosis(Suspicion Suspicion, string Proof)
{
    /// <summary>Why the cure may be right for this request alone; null if nothing speaks for that.</summary>
    public string? OnlyHere { get; init; }
}
