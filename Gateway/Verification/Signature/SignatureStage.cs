using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Signature;

/// <summary>Proves the sender: over the exact bytes received, in constant time, with any of the route's secrets.</summary>
internal sealed class SignatureStage(SignatureScheme scheme) : IVerificationStage
{
    public StageName Name => StageName.Signature;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        if (scheme.ReadCandidates(webhook, out var candidates) is { } nothing)
        {
            return new(Verdict.Stop(nothing));
        }

        // First: a stranger's signature is not worth a look at the keys.
        if (scheme.From is not null && scheme.Certificate?.Judge(webhook) is { SecretId: null } stranger)
        {
            return new(Decide(webhook, stranger));
        }

        scheme.ReadSignedTime(webhook);
        var proof = scheme.Check.ProveAsync(webhook, candidates);
        return proof.IsCompletedSuccessfully ? new(Decide(webhook, proof.Result)) : DecideAsync(webhook, proof);
    }

    private async ValueTask<Verdict> DecideAsync(InboundWebhook webhook, ValueTask<Proof> proof) => Decide(webhook, await proof);

    private Verdict Decide(InboundWebhook webhook, Proof proof)
    {
        if (proof.SecretId is null)
        {
            scheme.NamePlace(webhook);
            return Verdict.Stop(proof.Refusal);
        }

        if (!scheme.Takes(webhook))
        {
            return Verdict.Stop(Outcome.SignatureInvalid);
        }

        webhook.KeyId = proof.SecretId;
        return Verdict.Pass;
    }
}
