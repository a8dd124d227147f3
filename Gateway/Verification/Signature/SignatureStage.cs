using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Signature;

/// <summary>Proves the sender: over the exact bytes received, in constant time, with any of the route's secrets.</summary>
internal sealed class SignatureStage(SignatureScheme scheme) : IVerificationStage
{
    /// <summary>For the provider's next attempt, while its keys cannot be had.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    public StageName Name => StageName.Signature;

    public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation)
    {
        if (scheme.ReadClaim(webhook, out var candidates) is { } nothing)
        {
            return new(Verdict.Stop(nothing));
        }

        // First: a stranger's signature is not worth a look at the keys.
        if (scheme.From is not null && scheme.Certificate?.Judge(webhook) is { SecretId: null } stranger)
        {
            return new(Decide(webhook, stranger));
        }

        if (scheme.Keys.KeysFor(webhook) is not { } secrets)
        {
            return RenewAndVerifyAsync(webhook, tried: null, default);
        }

        var proof = scheme.Verifier.Verify(webhook, candidates, secrets);
        return proof.LacksKey && scheme.Keys.IsRemote
            ? RenewAndVerifyAsync(webhook, secrets, proof)
            : new(Decide(webhook, proof));
    }

    private async ValueTask<Verdict> RenewAndVerifyAsync(InboundWebhook webhook, SigningSecret[]? tried, Proof proof)
    {
        await scheme.Keys.RenewAsync(webhook);
        if (scheme.Keys.KeysFor(webhook) is not { } secrets)
        {
            // Nobody's fault that the sender could mend: it shall come again.
            webhook.RetryAfter = RetryAfter;
            return Verdict.Stop(Outcome.ProviderUnavailable);
        }

        if (ReferenceEquals(secrets, tried))
        {
            return Decide(webhook, proof); // Nothing new; what was computed once is true still.
        }

        return scheme.ReadClaim(webhook, out var candidates) is { } nothing
            ? Verdict.Stop(nothing)
            : Decide(webhook, scheme.Verifier.Verify(webhook, candidates, secrets));
    }

    private Verdict Decide(InboundWebhook webhook, Proof proof)
    {
        if (proof.SecretId is null)
        {
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
