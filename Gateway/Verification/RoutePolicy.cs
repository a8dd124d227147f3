using Gateway.Configuration;
using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Outcomes;
using Gateway.Verification.RateLimit;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.ClientCertificates;
using Gateway.Verification.Signature.KeySets;

namespace Gateway.Verification;

/// <summary>
/// Everything the gateway does for one route, compiled and immutable. It travels as metadata of YARP's endpoint, so
/// that a request finds route and policy of one and the same configuration.
/// </summary>
internal sealed record RoutePolicy
{
    public required string Route { get; init; }

    public required VerificationMode Mode { get; init; }

    /// <summary>The preset's name; null for a scheme that is written out.</summary>
    public required string? Provider { get; init; }

    /// <summary>Finds who is calling; part of the policy, so that trusted proxies are reloaded with it.</summary>
    public required ClientAddressResolver Client { get; init; }

    public required VerificationPipeline Pipeline { get; init; }

    /// <summary>What it was compiled from, its preset's part included: <c>gateway explain</c> tries what else it could have said.</summary>
    public required VerificationConfig Config { get; init; }

    /// <summary>The places in the body that the stages read.</summary>
    public required JsonPointerSet BodyPointers { get; init; }

    /// <summary>What of JSON that parsers disagree on may pass.</summary>
    public StrictJsonOptions Json { get; init; } = StrictJsonOptions.Default;

    /// <summary>What attempts that prove nothing draw on; null without rate limits.</summary>
    public required UnverifiedBudget? UnverifiedBudget { get; init; }

    /// <summary>
    /// What a 401 asks for (RFC 9110, section 11.6.1): some providers send their password only when they are asked. Null where the
    /// scheme has no name.
    /// </summary>
    public string? Challenge { get; init; }

    /// <summary>Answers that differ from the outcome's own, by its code.</summary>
    public required IReadOnlyDictionary<string, ResponseConfig> Responses { get; init; }

    /// <summary>The keys to be kept up to date while the policy is in force; null where they came with the configuration.</summary>
    public PublishedKeySet? KeySet { get; init; }

    /// <summary>Which client certificates are the provider's; null where none is asked for.</summary>
    public ClientCertificatePolicy? ClientCertificate { get; init; }

    /// <summary>Whether the URL that is signed comes from a trusted proxy.</summary>
    public bool TakesForwardedUrl { get; init; }

    /// <summary>Signs as the provider would: for the command line and the demonstration. Null if nothing is signed.</summary>
    public required ProviderSigner? Signer { get; init; }
}
