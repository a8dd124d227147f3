using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.KeySets;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>The keys of a route and what tries them: of one kind, which the compiler proves.</summary>
internal sealed class KeyedCheck<TKey>(IKeySource<TKey> keys, ISignatureVerifier<TKey> verifier) : ISenderCheck
    where TKey : ISignatureKey
{
    /// <summary>For the provider's next attempt, while its keys cannot be had.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    public IReadOnlyList<PublishedKeySet> KeySets => keys.KeySets;

    public bool AreKeysFetched => keys.IsRemote;

    public ValueTask<Proof> ProveAsync(InboundWebhook webhook, in CandidateList candidates)
    {
        if (keys.KeysFor(webhook) is not { } secrets)
        {
            return RenewAndProveAsync(webhook, candidates, tried: null, default);
        }

        var proof = verifier.Verify(webhook, candidates, secrets);
        return proof.LacksKey && keys.IsRemote ? RenewAndProveAsync(webhook, candidates, secrets, proof) : new(proof);
    }

    public bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates) =>
        keys.IsRemote || keys.KeysFor(webhook) is not { } secrets || verifier.IsAnyWellFormed(webhook, candidates, secrets);

    public NamedKey? SignerAt(DateTimeOffset instant)
    {
        foreach (var secret in keys.Configured)
        {
            if (secret.CountsAt(instant))
            {
                return new NamedKey(secret.Id, secret.Key);
            }
        }

        // So that the gateway's refusal can be seen.
        return keys.Configured is [var first, ..] ? new NamedKey(first.Id, first.Key) : null;
    }

    private async ValueTask<Proof> RenewAndProveAsync(
        InboundWebhook webhook, CandidateList candidates, SigningSecret<TKey>[]? tried, Proof proof)
    {
        webhook.LetGoOfReadings(); // Whoever calls can make the gateway wait here.
        if (!webhook.Memory.TryTake(candidates.Bytes))
        {
            return Proof.None(Outcome.Overloaded);
        }

        try
        {
            var areNewest = await keys.RenewAsync(webhook);
            if (keys.KeysFor(webhook) is { } secrets)
            {
                // With nothing new, what was computed once is true still.
                var judged = ReferenceEquals(secrets, tried) ? proof : verifier.Verify(webhook, candidates, secrets);
                if (areNewest || !judged.LacksKey)
                {
                    return judged;
                }
            }

            // Nobody's fault that the sender could mend: it shall come again. A refusal would hang on how soon the provider answers.
            webhook.RetryAfter = RetryAfter;
            return Proof.None(Outcome.ProviderUnavailable);
        }
        finally
        {
            webhook.Memory.GiveBack(candidates.Bytes);
        }
    }
}
