namespace Gateway.Verification;

/// <summary>The stages of a route in the order they run.</summary>
/// <param name="Proof">Those that prove who sent a webhook, and that it is fresh.</param>
/// <param name="Proven">Those that see only what has passed all of these.</param>
internal sealed record StageList(IReadOnlyList<IVerificationStage> Proof, IReadOnlyList<IVerificationStage> Proven)
{
    /// <summary>Of a route that is open on purpose.</summary>
    public static StageList None { get; } = new([], []);
}
