using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>Signatures over the content that the scheme names: any of the request's may be right, under any key in force.</summary>
internal sealed class ContentVerifier : ISignatureVerifier<IContentKey>
{
    public static readonly ContentVerifier Instance = new();

    private ContentVerifier()
    {
    }

    public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<IContentKey>> secrets)
    {
        var hasWellFormed = false;
        var hasSecret = false;
        var tried = 0;
        var most = webhook.Body.Length > ProofLimits.LongBody ? ProofLimits.TriesOfLongBody : ProofLimits.Tries;
        foreach (var secret in secrets)
        {
            if (!secret.CountsAt(webhook.ReceivedAt))
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
                return Proof.None(WithoutContent(content));
            }

            hasSecret = true;
            hasWellFormed |= HasWellFormed(candidates, secret.Key);
        }

        // With no secret in force the form cannot be judged: the signature is simply nobody's.
        return hasWellFormed || !hasSecret
            ? Proof.None(Outcome.SignatureInvalid, lacksKey: true)
            : Proof.None(Outcome.SignatureMalformed);
    }

    public bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<IContentKey>> secrets)
    {
        var hasSecret = false;
        foreach (var secret in secrets)
        {
            if (secret.CountsAt(webhook.ReceivedAt))
            {
                hasSecret = true;
                if (HasWellFormed(candidates, secret.Key))
                {
                    return true;
                }
            }
        }

        return !hasSecret;
    }

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

    /// <summary>A value that the scheme signs is not there, as nearly always the timestamp.</summary>
    private static Outcome WithoutContent(ValueState content) =>
        content == ValueState.Missing ? Outcome.TimestampMissing : Outcome.SignatureMalformed;
}
