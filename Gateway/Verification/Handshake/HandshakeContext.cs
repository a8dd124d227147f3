using Gateway.Verification.Signature;

namespace Gateway.Verification.Handshake;

/// <summary>What a challenge is compiled from, for one route.</summary>
/// <param name="Stage">What all stages are compiled from.</param>
/// <param name="Signature">The route's <c>Signature</c>, whose secrets may sign an answer; null if it has none.</param>
/// <param name="PublicUrl">The route's <c>PublicUrl</c> as written.</param>
internal sealed record HandshakeContext(StageContext Stage, SignatureConfig? Signature, string? PublicUrl);
