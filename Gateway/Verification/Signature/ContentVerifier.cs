using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>Signatures over the content that the scheme names: any of the request's may be right, under any key in force.</summary>
internal sealed class ContentVerifier : ISignatureVerifier<IContentKey>
{
    public static readonly ContentVerifier Instance = new(keyId: null);

    private readonly IValueSource? _keyId;

    private ContentVerifier(IValueSource? keyId) => _keyId = keyId;

    /// <summary>One for the route: <c>Signature:KeyId</c> says where a webhook names its key.</summary>
    public static ContentVerifier For(SignatureContext context) =>
        context.Config.KeyId is { } place && context.Stage.UnprovenSource(place, "Signature", "KeyId") is { } source ? new ContentVerifier(source) : Instance;

    public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<IContentKey>> secrets)
    {
        var hasWellFormed = false;
        var inForce = 0;
        IContentKey? last = null;
        var said = ReadName(webhook);
        var named = IsOfAny(secrets, said) ? said : null;
        var tried = 0;
        var most = webhook.Body.Length > ProofLimits.LongBody ? ProofLimits.TriesOfLongBody : ProofLimits.Tries;
        foreach (var secret in secrets)
        {
            if (!secret.CountsFor(webhook) || IsOther(secret, named))
            {
                continue;
            }

            tried += secret.Key.TriesOf(candidates.Count);
            if (tried > most)
            {
                break;
            }

            if (secret.Key.Matches(webhook, candidates, out var content))
            {
                return Proof.By(secret.Id);
            }

            if (content != ValueState.Found)
            {
                return Proof.None(WithoutContent(content, webhook.ProofDefect));
            }

            inForce++;
            last = secret.Key;
            hasWellFormed |= HasWellFormed(candidates, secret.Key);
        }

        // With no secret in force the form cannot be judged: the signature is simply nobody's.
        var isNobodys = hasWellFormed || last is null;
        webhook.ProofDefect = !isNobodys ? Malformed(candidates, last!)
            : said is null || (inForce > 0 && named is not null) ? ProofDefect.NoKey(inForce, secrets.Length)
            : ProofDefect.NoKey(inForce, secrets.Length) with
            {
                Problem = inForce == 0 ? ProofDefect.UnknownKey : "names a key that is not there, and was made by none of those in force",
            };
        return isNobodys
            ? Proof.None(Outcome.SignatureInvalid, lacksKey: true)
            : Proof.None(Outcome.SignatureMalformed);
    }

    /// <summary>The key that the webhook says signed it; null where it says none. Nobody signs that: it only leaves the others out.</summary>
    private string? ReadName(InboundWebhook webhook) =>
        _keyId is not null && _keyId.Read(webhook, out var name) == ValueState.Found ? name.ToString() : null;

    /// <summary>
    /// Whether the name says anything of these: it is one of theirs, or they are public keys, whose names the provider gave. Where no shared secret has it,
    /// their ids are labels of our own; a sender that leaves the name out has them all tried, too.
    /// </summary>
    private static bool IsOfAny(ReadOnlySpan<SigningSecret<IContentKey>> secrets, string? name)
    {
        foreach (var secret in secrets)
        {
            if (name is not null && secret.IsNamedByProvider && (secret.Id == name || !secret.Key.CanSign))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOther(SigningSecret<IContentKey> secret, string? named) =>
        named is not null && secret.IsNamedByProvider && secret.Id != named;

    public bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<IContentKey>> secrets)
    {
        IContentKey? last = null;
        foreach (var secret in secrets)
        {
            if (secret.CountsFor(webhook))
            {
                last = secret.Key;
                if (HasWellFormed(candidates, secret.Key))
                {
                    return true;
                }
            }
        }

        webhook.ProofDefect = last is null ? null : Malformed(candidates, last);
        return last is null;
    }

    private static ProofDefect Malformed(in CandidateList candidates, IContentKey key) =>
        new ProofDefect(ProofDefect.Signature, "has not the form of one") { Expected = key.Form }.With(candidates[0]);

    private static bool HasWellFormed(in CandidateList candidates, IContentKey key)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (key.IsWellFormed(candidates[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A value that the scheme signs is not there: the timestamp, or another, without which there is nothing to compare.</summary>
    private static Outcome WithoutContent(ValueState content, ProofDefect? defect) =>
        content == ValueState.Missing && defect is { IsTimestamp: true } ? Outcome.TimestampMissing : Outcome.SignatureMalformed;
}
