using System.Net;
using Gateway.Intake.Memory;
using Gateway.JsonSchema;
using Gateway.Outcomes;
using Gateway.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Intake;

/// <summary>
/// One webhook on its journey: what was received, and what the stages have found out about it so far. Everything below
/// the body is empty until the stage that proves it has passed.
/// </summary>
internal sealed class InboundWebhook : IDisposable
{
    private static readonly IReadOnlyList<SchemaViolation> None = [];

    /// <summary>Stands for every key that is a tenant's.</summary>
    private const string TenantKeys = "tenants";

    /// <summary>A request without its headers: what Kestrel makes of an HTTP/2 stream was measured at 11 to 16 KB.</summary>
    public const int BytesOfRequest = 12 * 1024;

    private long _held;
    private ForwardedOrigin? _origin;
    private ForwardedWord? _forwarded;
    private QueryParameters? _query;
    private FormFields? _form;

    public InboundWebhook(
        HttpContext context, RoutePolicy policy, IPAddress? client, DateTimeOffset receivedAt, MemoryAccount memory)
    {
        Context = context;
        Policy = policy;
        Client = client;
        ReceivedAt = receivedAt;
        Memory = memory;
        Body = new BufferedBody(memory);
        Json = new JsonBody(Body, policy.BodyPointers, policy.Json, memory) { AllowsMalformed = policy.AllowsMalformedJson };
    }

    public HttpContext Context { get; }

    public HttpRequest Request => Context.Request;

    /// <summary>Path and query as the sender wrote them: decoding and encoding again would change signed bytes.</summary>
    public string RawTarget => Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>The path alone, as the sender wrote it.</summary>
    public string RawPath => RawTarget.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? RawTarget[..query] : RawTarget;

    public RoutePolicy Policy { get; }

    /// <summary>Whether the request announces a body, be it empty; over HTTP/2 without a header that says so.</summary>
    public bool AnnouncesBody => Request.ContentLength is not null || Request.Headers.TransferEncoding.Count > 0
        || Context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>What its headers take of memory.</summary>
    public long BytesOfHeaders { get; init; }

    /// <summary>Whether it may carry any of <see cref="OverridingHeaders"/>.</summary>
    public bool MayOverride { get; init; } = true;

    /// <summary>Who called, behind trusted proxies; null when those did not say.</summary>
    public IPAddress? Client { get; }

    /// <summary>Whether a trusted proxy handed it over, whose word about the sender counts.</summary>
    public bool IsFromTrustedProxy { get; init; }

    /// <summary>Where the sender called, by that proxy's word; read when first asked for.</summary>
    public ForwardedOrigin Origin => _origin ??=
        IsFromTrustedProxy ? Policy.ClientResolver.ReadOrigin(Request.Headers) : ForwardedOriginReader.Untrusted;

    /// <summary>
    /// What the backend is told of that: a trusted proxy's word, and nobody else's. Read when first asked for, and before the
    /// headers are replaced.
    /// </summary>
    public ForwardedWord Forwarded
    {
        get => _forwarded ??= IsFromTrustedProxy ? Policy.ClientResolver.ReadWord(Request.Headers) : ForwardedWord.None;
        init => _forwarded = value;
    }

    /// <summary>Why that is not known, if somebody asked.</summary>
    public string? OriginDefect => _origin?.Defect;

    /// <summary>Why the sender's certificate does not count, in a few words; null if it does or nobody asked.</summary>
    public string? CertificateDefect { get; set; }

    /// <summary>What is wrong with its proof, as far as a stage has said; means nothing for a webhook that was not refused for that.</summary>
    public ProofDefect? ProofDefect { get; set; }

    /// <summary>Every bound in time is judged by this instant, however long the rest takes.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>What it makes the process hold.</summary>
    public MemoryAccount Memory { get; }

    public BufferedBody Body { get; }

    /// <summary>What a signature over the body is made of: the bytes as received, or what they are decoded to.</summary>
    public ReadOnlyMemory<byte> SignedBody => Policy.Decoding is { IsSigned: true } ? Body.Content : Body.Memory;

    /// <summary>The body as JSON, read when first asked for.</summary>
    public JsonBody Json { get; }

    /// <summary>The query's parameters, read when first asked for.</summary>
    public QueryParameters Query => _query is { } known && ReferenceEquals(known.Text, Request.QueryString.Value)
        ? known
        : _query = QueryParameters.Read(Request.QueryString.Value); // A draft of the command line's is still written.

    /// <summary>The body as a form, read when first asked for; null if its type is another.</summary>
    public FormFields? Form => _form ??= ReadForm();

    /// <summary>The body was read to its end; false in a monitored route that was stopped before.</summary>
    public bool BodyIsComplete { get; set; }

    /// <summary>The stage that stopped the journey; <see cref="StageName.None"/> if none did.</summary>
    public StageName StoppedAt { get; set; }

    /// <summary>It has passed what is asked before its body is read: address checks and the budget of its sender.</summary>
    public bool IsAdmitted { get; set; }

    /// <summary>A permit was taken from the budget of unverified traffic and not given back.</summary>
    public bool HoldsUnverifiedPermit { get; set; }

    /// <summary>What was taken from the route's own budget and not given back; null for nothing.</summary>
    public RateLimitCharge[]? ProvenPermits { get; set; }

    /// <summary>What it took from any budget has been given back, or is used up.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The sender is proven and the webhook fresh, by all that its route asks for: from here on it draws on the route's budget.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Every stage has passed; false in a monitored route for what would have been refused.</summary>
    public bool IsVerified { get; set; }

    /// <summary>What it would have been refused for, by the first stage in <c>Monitor</c> that did not pass it; null for nothing.</summary>
    public Outcome? MonitoredOutcome { get; set; }

    /// <summary>It was passed on all the same: its outcome is what it would have ended with.</summary>
    public bool IsMonitored { get; set; }

    /// <summary>The id of the secret that verified the signature.</summary>
    public string? KeyId { get; set; }

    /// <summary>Whose webhook it is, by the secret that verified it; null where that is the route's.</summary>
    public string? Tenant { get; set; }

    /// <summary>That secret where they are counted: all tenants' are one, for nobody bounds how many they are.</summary>
    public string? CountedKeyId => Tenant is null ? KeyId : TenantKeys;

    /// <summary>Whose webhook it says it is; null where it says none, or the route has no tenants.</summary>
    public string? ClaimedTenant { get; set; }

    /// <summary>The tenant's keys, from before there was a body until they are tried; null where none were looked at.</summary>
    public IKeysAtHand? KeysAtHand { get; set; }

    /// <summary>What becomes of the tenant's webhooks that are not verified; null for what the route says.</summary>
    public VerificationMode? TenantMode { get; set; }

    /// <summary>What becomes of it if it is not verified.</summary>
    public VerificationMode Mode => TenantMode ?? Policy.Mode;

    /// <summary>The claims of the token that verified the sender; null until it has, and where none is sent.</summary>
    public TokenClaims? Token { get; set; }

    /// <summary>The parameters of the HTTP message signature that verified; null until one has, and where none is sent.</summary>
    public IReadOnlyDictionary<string, string>? SignatureParameters { get; set; }

    /// <summary>
    /// When it says that it was signed, before anything is proven: set where a secret that has ended since may have signed it. What is
    /// older than the route's <c>Replay:MaxAge</c> is refused all the same.
    /// </summary>
    public DateTimeOffset? ClaimedSignedAt { get; set; }

    /// <summary>When the sender says it signed.</summary>
    public DateTimeOffset? SignedAt { get; set; }

    public string? EventType { get; set; }

    public string? EventId { get; set; }

    /// <summary>How long the sender should wait, for the outcomes that say so.</summary>
    public TimeSpan RetryAfter { get; set; }

    public IReadOnlyList<SchemaViolation> Violations { get; set; } = None;

    /// <summary>The answer to the challenge that this request is, once recognised; be it that it names the wrong secret.</summary>
    public HandshakeReply? Handshake { get; set; }

    /// <summary>The claim that this attempt holds; settled when the backend has answered. In a route that queues, the one to be taken.</summary>
    public Claim? Claim { get; set; }

    /// <summary>The delivery that this is an attempt of; null for a webhook that has just been received.</summary>
    public DeliveryNumber? Delivery { get; init; }

    /// <summary>Kept from before and judged again, at its own time of reception: it has passed its sender's budget then.</summary>
    public bool IsRevived { get; init; }

    /// <summary>Judged for the answer alone: nothing is taken, claimed, asked of anybody or passed on.</summary>
    public bool IsTrial { get; init; }

    /// <summary>The backend has answered it with 2xx.</summary>
    public bool IsTaken { get; set; }

    /// <summary>The <c>Host</c> that was sent, once it has been taken away; null before.</summary>
    public string? SentHost { get; set; }

    /// <summary>
    /// The sender is proven by all that its route asks for: what it makes the process hold is no longer counted among what anybody
    /// can send.
    /// </summary>
    public void Prove()
    {
        IsProven = Json.IsProven = true;
        Memory.Prove();
    }

    /// <summary>Charges what the server holds of the request itself, before anything waits; false if there is no memory for it.</summary>
    public bool TryHold() => TryHold(BytesOfRequest + BytesOfHeaders);

    /// <summary>Charges what is kept until the request is over, through all its waits; false if there is no memory for it.</summary>
    public bool TryHold(long bytes)
    {
        if (!Memory.TryTake(bytes))
        {
            return false;
        }

        _held += bytes;
        return true;
    }

    /// <summary>Before a wait for anybody else: nothing is held but the body, which may be looked at again.</summary>
    public void LetGoOfReadings()
    {
        Json.LetGoOfTokens();
        _form?.LetGo();
        KeysAtHand?.LetGo();
        (_form, KeysAtHand) = (null, null);
        Memory.LetGoOfPassing();
    }

    public void Dispose()
    {
        Json.Dispose();
        Token?.Dispose();
        _form?.LetGo();
        Body.Dispose();
        Memory.LetGoOfPassing();
        Memory.GiveBack(_held);
    }

    private FormFields? ReadForm()
    {
        var type = Request.ContentType;
        return MediaType.IsForm(type) ? FormFields.Read(Body.Content, Memory)
            : MediaType.IsMultipartForm(type) ? FormFields.ReadMultipart(Body.Content, MediaType.BoundaryOf(type!), Memory)
            : null;
    }
}
