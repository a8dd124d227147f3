using Gateway.Verification.RateLimit;
using Gateway.Verification.Signature.ClientCertificates;

namespace Gateway.Verification;

/// <summary>What a route checks, compiled and immutable; metadata of the endpoint beside the route's policy.</summary>
internal sealed record RouteChecks
{
    public required VerificationPipeline Pipeline { get; init; }

    /// <summary>What attempts that prove nothing draw on; null without rate limits.</summary>
    public UnverifiedBudget? UnverifiedBudget { get; init; }

    /// <summary>What proven webhooks draw on; null without rate limits.</summary>
    public ProvenBudget? ProvenBudget { get; init; }

    /// <summary>Which client certificates are the provider's; null where none is asked for.</summary>
    public ClientCertificatePolicy? ClientCertificate { get; init; }
}
