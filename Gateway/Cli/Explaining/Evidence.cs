using Gateway.Cli.Explaining.Json;
using Gateway.Cli.Providers;
using Gateway.Configuration;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Verification.Signature;

namespace Gateway.Cli.Explaining;

/// <summary>What is known of a refused request, for the hypotheses to suspect something.</summary>
/// <param name="Request">The request as captured.</param>
/// <param name="Route">The route that refused it.</param>
/// <param name="Signature">The route's <c>Signature</c>, its preset's part included.</param>
/// <param name="Secrets">The route's secrets.</param>
/// <param name="OtherSecrets">Those of the other routes of the same configuration.</param>
/// <param name="OtherRoutes">The others, by their names.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Instant">When it is judged.</param>
internal sealed record Evidence(
    CapturedRequest Request,
    CompiledRoute Route,
    SignatureConfig Signature,
    IReadOnlyList<KnownSecret> Secrets,
    IReadOnlyList<KnownSecret> OtherSecrets,
    IReadOnlyDictionary<string, CompiledRoute> OtherRoutes,
    Outcome Refusal,
    DateTimeOffset Instant)
{
    private readonly Lazy<JsonSource?> _json = new(() => JsonSource.Read(Request.Body));

    /// <summary>What the search may still do.</summary>
    public SearchWork Work { get; } = new();

    /// <summary>The body as JSON; null if it is none, or too large.</summary>
    public JsonSource? Json => _json.Value;

    /// <summary>What the request carries where the route looks for a signature, without its prefix.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>The files that the configuration names.</summary>
    public required ConfigurationFiles Files { get; init; }

    /// <summary>What the route found wrong with the proof of the sender; null where it says nothing.</summary>
    public ProofDefect? Defect { get; init; }

    /// <summary>Tries HMACs at once; null where the signature is none.</summary>
    public DirectProof? Direct { get; init; }

    /// <summary>The presets of the configuration's own, and the shipped ones.</summary>
    public IReadOnlyList<ProviderFacts> Providers { get; init; } = [];

    /// <summary>Whether the signature may be right over this body: told at once where it can be, else left to the whole verification.</summary>
    public bool MayBeSigned(ReadOnlySpan<byte> body) => Direct is not { TakesBodies: true } || Direct.SignsBody(body);

    /// <summary>Whether it may be right under this key.</summary>
    public bool MayBeSignedBy(byte[] key) => Direct is not { TakesKeys: true } || Direct.IsSignedBy(key);

    public RoutePolicy Policy => Route.Policy;

    public VerificationConfig Config => Route.Config;

    /// <summary>What is signed.</summary>
    public string Content => Signature.Content ?? "{body}";

    /// <summary>Whether there is a shared key, whose text can be read in more than one way.</summary>
    public bool IsKeyed => Signature.Algorithm is { } name && (name.StartsWith("hmac-", StringComparison.Ordinal) || name is "sha1" or "sha256" or "keccak256");

    /// <summary>Whether the signature covers the body, in whatever form.</summary>
    public bool SignsBody => Signature.Algorithm is not ("shared-token" or "basic");

    /// <summary>Whether a request like this has a body, for all that its head says.</summary>
    public bool IsBodyExpected =>
        Request.Header("Content-Type") is not null && !HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method);

    /// <summary>Whether the URL is a part of what is signed.</summary>
    public bool SignsUrl =>
        Content.Contains("url}", StringComparison.Ordinal) || Content.Contains("{path}", StringComparison.Ordinal)
        || Content.Contains("{query", StringComparison.Ordinal)
        || Signature.MessageSignature is not null
        || (Signature.Jwt?.Claims?.Values.Any(claim => claim.Contains("url}", StringComparison.Ordinal)) ?? false);
}
