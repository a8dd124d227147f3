using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Delivery;
using Gateway.Expectations;
using Gateway.Intake;
using Gateway.Secrets;
using Gateway.Verification;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Signature.KeySets;
using Gateway.Verification.Signature.Tenants;

namespace Gateway.Configuration;

/// <summary>One route, compiled: what its requests take along, and what is read of it beside them.</summary>
internal sealed record CompiledRoute
{
    public required RoutePolicy Policy { get; init; }

    public required RouteChecks Checks { get; init; }

    /// <summary>What of its requests is kept.</summary>
    public required CapturePolicy Capture { get; init; }

    /// <summary>How it delivers; null if it forwards.</summary>
    public DeliveryPolicy? Delivery { get; init; }

    /// <summary>What backends may verify of what it sends on; null for nothing.</summary>
    public AttestationPolicy? Attestation { get; init; }

    /// <summary>What is expected of its provider; null for nothing.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>What it was compiled from, its preset's part included: <c>gateway explain</c> tries what else it could have said.</summary>
    public required VerificationConfig Config { get; init; }

    /// <summary>Signs as the provider would: for the command line and the demonstration. Null if nothing is signed.</summary>
    public ProviderSigner? Signer { get; init; }

    /// <summary>The keys to be kept up to date while the route is in force; none where they came with the configuration.</summary>
    public IReadOnlyList<PublishedKeySet> KeySets { get; init; } = [];

    /// <summary>Whether keys are fetched from where the provider publishes them: a key set, a certificate, an agent's directory.</summary>
    public bool AreKeysFetched { get; init; }

    /// <summary>Where the secrets of its tenants come from; null where it has none.</summary>
    public ITenantSource? Tenants { get; init; }

    /// <summary>Looks whether a text can be a secret of its tenants; null where it has none.</summary>
    public SecretJudgement? TenantSecrets { get; init; }

    /// <summary>Whether the URL that is signed comes from a trusted proxy.</summary>
    public bool TakesForwardedUrl => ForwardedUrl.IsMeantBy(Config.PublicUrl);
}
