using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Replay;
using Gateway.Verification.Signature.ClientCertificates;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>
/// The compiled <c>Signature</c> section: where signatures stand, the keys that may have made them, and whose client
/// certificate it takes.
/// </summary>
internal sealed class SignatureScheme(
    IValueSource? from, string prefix, char? separator, ISenderCheck check, SignedValues? signed)
{
    private const string MostSignatures = "at most 8"; // CandidateList.MaxCandidates

    private readonly IProofCondition[] _conditions = [];
    private readonly string _writtenPrefix = $"'{prefix}'";

    /// <summary>Where signatures stand, as configured.</summary>
    public string Place { get; init; } = "the signature";

    /// <summary>What the sender's TLS certificate must be; null where none is asked for.</summary>
    public ClientCertificatePolicy? Certificate { get; init; }

    /// <summary>Whether a longer body could be signed by who has no key: <see cref="IKeyForm.IsExtensible"/>.</summary>
    public bool IsExtensible { get; init; }

    /// <summary>What must be so beside a right signature.</summary>
    public IReadOnlyList<IProofCondition> Conditions
    {
        get => _conditions;
        init => _conditions = [.. value];
    }

    /// <summary>When the webhook says that it was signed, where that counts for secrets; null where it does not.</summary>
    public TimestampPolicy? SignedTime { get; init; }

    /// <summary>Whether that is to be within its bounds here already: no stage refuses it, and an ended secret would count for ever.</summary>
    public bool BoundsSignedTime { get; init; }

    /// <summary>What tells who has sent.</summary>
    public ISenderCheck Check => check;

    /// <summary>What the signature covers; null for a token, which covers nothing.</summary>
    public SignedValues? Signed => signed;

    /// <summary>Null where a certificate is the whole proof.</summary>
    public IValueSource? From => from;

    public string Prefix => prefix;

    /// <summary>Collects the signatures that the request carries; null, or why there is none to verify.</summary>
    public Outcome? ReadCandidates(InboundWebhook webhook, out CandidateList candidates)
    {
        candidates = new CandidateList(prefix, separator);
        if (Certificate?.IsPresented(webhook) == false)
        {
            check.NameTenant(webhook);
            return Outcome.SignatureMissing;
        }

        if (from is null)
        {
            return null;
        }

        var state = from.ReadEach(webhook, ref candidates);
        if (state == ValueState.Found && candidates.Count > 0)
        {
            return null;
        }

        check.NameTenant(webhook);
        webhook.ProofDefect = state == ValueState.Found
            ? new ProofDefect(Place, "has no signature with the prefix") { Expected = _writtenPrefix, FoundLength = (int)(candidates.Bytes / sizeof(char)) }
            : state == ValueState.Ambiguous && candidates.Count == CandidateList.MaxCandidates ? new ProofDefect(Place, "holds more signatures than are tried") { Expected = MostSignatures }
            : ProofDefect.Of(Place, state);
        return state == ValueState.Missing ? Outcome.SignatureMissing : Outcome.SignatureMalformed;
    }

    /// <summary>Why the request is refused whatever its body is; null if that depends on its body.</summary>
    public Outcome? JudgeWithoutBody(InboundWebhook webhook)
    {
        if (ReadCandidates(webhook, out var candidates) is { } nothing)
        {
            return nothing;
        }

        if (from is null || check.IsAnyWellFormed(webhook, candidates))
        {
            return null;
        }

        NamePlace(webhook);
        return Outcome.SignatureMalformed;
    }

    /// <summary>Reads when the webhook says that it was signed, for the secrets that may have ended since.</summary>
    public void ReadSignedTime(InboundWebhook webhook)
    {
        if (SignedTime is { } time && time.Source.Read(webhook, out var text) == ValueState.Found
            && TimestampText.TryRead(text.Span, time.Format, out var signedAt)
            && (!BoundsSignedTime || (webhook.ReceivedAt - signedAt <= time.MaxAge && signedAt - webhook.ReceivedAt <= time.MaxSkew)))
        {
            webhook.ClaimedSignedAt = signedAt;
        }
    }

    /// <summary>Says where the signature stands that who tried keys on it found wrong.</summary>
    public void NamePlace(InboundWebhook webhook)
    {
        if (webhook.ProofDefect is { Subject: ProofDefect.Signature } defect)
        {
            webhook.ProofDefect = defect with { Subject = Place };
        }
    }

    /// <summary>The scheme of a sender that has its certificate and signs nothing.</summary>
    public static SignatureScheme Of(ClientCertificatePolicy certificate, IReadOnlyList<IProofCondition> conditions) =>
        new(from: null, "", separator: null, certificate, signed: null) { Certificate = certificate, Conditions = conditions };

    /// <summary>Whether a webhook whose signature is right is one that the route takes.</summary>
    public bool Takes(InboundWebhook webhook)
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Holds(webhook))
            {
                webhook.ProofDefect = new ProofDefect(condition.Subject, condition.Problem);
                return false;
            }
        }

        return true;
    }
}
