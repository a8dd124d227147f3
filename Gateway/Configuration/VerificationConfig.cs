using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Delivery;
using Gateway.Expectations;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Body;
using Gateway.Verification.Deduplication;
using Gateway.Verification.Events;
using Gateway.Verification.Filters;
using Gateway.Verification.Handshake;
using Gateway.Verification.RateLimit;
using Gateway.Verification.Replay;
using Gateway.Verification.Schema;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Tenants;

namespace Gateway.Configuration;

/// <summary>
/// The <c>Verification</c> section of a route, and the form of a provider's preset, as written: null means the file
/// does not say.
/// </summary>
internal sealed record VerificationConfig
{
    /// <summary>Default <see cref="VerificationMode.Enforce"/>, for all of its stages.</summary>
    public ModeConfig? Mode { get; init; }

    /// <summary>Why the route may stand open; required with <see cref="VerificationMode.None"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The preset to start from: a shipped one, or one of <c>Gateway:Providers</c>. Every key here overrides it.</summary>
    public string? Provider { get; init; }

    /// <summary>
    /// The URL registered at the provider, for schemes that sign it. Without a path the request's own is used; the
    /// request's query is always appended. Or <c>forwarded</c>: scheme and host are those that a trusted proxy passes on.
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>Addresses and CIDR ranges that may call. Default: any.</summary>
    public IReadOnlyList<string>? IpAllowList { get; init; }

    /// <summary>Default: no limit.</summary>
    public IReadOnlyList<RateLimitConfig>? RateLimit { get; init; }

    public BodyConfig? Body { get; init; }

    /// <summary>The provider's challenges, answered here. Default: none.</summary>
    public IReadOnlyList<HandshakeConfig>? Handshake { get; init; }

    public SignatureConfig? Signature { get; init; }

    /// <summary>Whose webhooks these are, where each sender's customer has a secret of its own. Default: the route's secrets are tried.</summary>
    public TenantConfig? Tenant { get; init; }

    public ReplayConfig? Replay { get; init; }

    public EventsConfig? Events { get; init; }

    /// <summary>Which verified webhooks are wanted; the others are answered 200. Default: all.</summary>
    public FilterConfig? Where { get; init; }

    public SchemaConfig? Schema { get; init; }

    public DeduplicationConfig? Deduplication { get; init; }

    public DeliveryConfig? Delivery { get; init; }

    /// <summary>What lets a backend verify that a webhook comes from the gateway. Default: what <c>Gateway:Attestation</c> says.</summary>
    public AttestationConfig? Attestation { get; init; }

    /// <summary>
    /// Headers that some backends take another method or path from, and that are forwarded all the same, e.g.
    /// <c>X-HTTP-Method-Override</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string>? OverrideHeaders { get; init; }

    /// <summary>
    /// Which requests are kept for a later look: <c>Refused</c> (default; what failed behind the checks included), <c>All</c> or <c>None</c>.
    /// </summary>
    public CaptureMode? Capture { get; init; }

    /// <summary>How long the provider is silent at most. Default: nothing is expected.</summary>
    public ExpectConfig? Expect { get; init; }

    /// <summary>Another answer for an outcome, by its code: providers differ in what they expect.</summary>
    public IReadOnlyDictionary<string, ResponseConfig>? Responses { get; init; }

    /// <summary>What is known of the provider beside its scheme; only in a preset.</summary>
    public ProviderInfoConfig? Info { get; init; }
}
