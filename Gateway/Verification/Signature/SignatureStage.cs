using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>Proves the sender: over the exact bytes received, in constant time, with any of the route's secrets.</summary>
internal sealed class SignatureStage(SignatureScheme scheme) : IVerificationStage
{
    public StageName Name => StageName.Signature;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(Verify(webhook));

    private Verdict Verify(InboundWebhook webhook)
    {
        if (scheme.ReadClaim(webhook, out var candidates) is { } nothing)
        {
            return Verdict.Stop(nothing);
        }

        var hasWellFormed = false;
        var hasSecret = false;
        foreach (var secret in scheme.Secrets)
        {
            if (!secret.CountsAt(webhook.ReceivedAt))
            {
                continue;
            }

            if (secret.Key.Matches(webhook, candidates, out var content))
            {
                webhook.KeyId = secret.Id;
                return Verdict.Pass;
            }

            if (content != ValueState.Found)
            {
                return Verdict.Stop(WithoutContent(content));
            }

            hasSecret = true;
            hasWellFormed |= HasWellFormed(candidates, secret.Key);
        }

        // With no secret in force the form cannot be judged: the signature is simply nobody's.
        return Verdict.Stop(hasWellFormed || !hasSecret ? Outcome.SignatureInvalid : Outcome.SignatureMalformed);
    }

    private static bool HasWellFormed(in CandidateList candidates, ISignatureKey key)
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
