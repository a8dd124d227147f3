namespace Gateway.Cli.Explaining;

/// <summary>A suspicion that was right: the signature was verified with it.</summary>
/// <param name="Suspicion">What is wrong.</param>
/// <param name="KeyId">The secret that made the signature.</param>
internal sealed record Diagnosis(Suspicion Suspicion, string KeyId);
