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
        var inForce = 0;
        IContentKey? last = null;
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
                return Proof.None(WithoutContent(content, webhook.ProofDefect));
            }

            inForce++;
            last = secret.Key;
            hasWellFormed |= HasWellFormed(candidates, secret.Key);
        }

        // With no secret in force the form cannot be judged: the signature is simply nobody's.
        var isNobodys = hasWellFormed || last is null;
        webhook.ProofDefect = isNobodys ? ProofDefect.NoKey(inForce, secrets.Length) : Malformed(candidates, last!);
        return isNobodys
            ? Proof.None(Outcome.SignatureInvalid, lacksKey: true)
            : Proof.None(Outcome.SignatureMalformed);
    }

    public bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<IContentKey>> secrets)
    {
        IContentKey? last = null;
        foreach (var secret in secrets)
        {
            if (secret.CountsAt(webhook.ReceivedAt))
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
