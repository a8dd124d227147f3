using Gateway.Verification;
using Gateway.Verification.RateLimit;
using Gateway.Verification.Replay;
using Gateway.Verification.Signature;

namespace Gateway.Configuration;

/// <summary>The stages of one route, and what of them others need.</summary>
/// <param name="Stages">In the order they run.</param>
/// <param name="UnverifiedBudget">What attempts that prove nothing draw on; null without rate limits.</param>
/// <param name="ProvenBudget">What proven webhooks draw on; null without rate limits.</param>
/// <param name="Scheme">How webhooks are signed; null if they are not.</param>
/// <param name="Timestamp">What <c>Replay</c> was compiled to; null if there is none.</param>
internal sealed record CompiledStages(
    StageList Stages, UnverifiedBudget? UnverifiedBudget, ProvenBudget? ProvenBudget, SignatureScheme? Scheme, TimestampPolicy? Timestamp);
