using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Secrets;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>
/// Tries the secrets of the tenant that the webhook names, and no others. Of one that is unknown or switched off another's are tried,
/// and whatever comes of it is a wrong signature: the same answer for the same work, so that nobody can find out who is a tenant.
/// </summary>
/// <param name="source">Where tenants and their secrets come from.</param>
/// <param name="place">Where a webhook names its tenant.</param>
/// <param name="keys">The tenants' keys.</param>
/// <param name="verifier">Tries them.</param>
/// <param name="queues">Whether the route queues: then no tenant is monitored.</param>
internal sealed class TenantCheck<TKey>(
    ITenantSource source, TenantPlace place, TenantKeys<TKey> keys, ISignatureVerifier<TKey> verifier, bool queues) : ISenderCheck
    where TKey : class, ISignatureKey
{
    /// <summary>For the provider's next attempt, while it cannot be told who is a tenant.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    public ITenantSource Tenants => source;

    public required SecretJudgement Judge { get; init; }

    public ValueTask<Proof> ProveAsync(InboundWebhook webhook, in CandidateList candidates)
    {
        var name = place.Read(webhook, candidates);
        if (name.Length > 0 && !source.Knows(name))
        {
            return AskAndProveAsync(webhook, candidates, name, tried: null);
        }

        var proof = Verify(webhook, candidates, name);
        return proof.SecretId is null && name.Length > 0 && source.MayHaveNewer(name) ? AskAndProveAsync(webhook, candidates, name, proof) : new(proof);
    }

    public bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates)
    {
        Find(webhook, place.Read(webhook, candidates), out var tenant);
        if (tenant.Bytes is null)
        {
            return true;
        }

        var made = keys.Of(tenant);
        webhook.KeysAtHand = made; // For the body, which mostly is there already: nothing is made twice. Whoever refuses or waits lets go of them.
        return verifier.IsAnyWellFormed(webhook, candidates, made.Keys);
    }

    public void NameTenant(InboundWebhook webhook) => Find(webhook, place.Read(webhook, default), out _);

    private Proof Verify(InboundWebhook webhook, in CandidateList candidates, string name)
    {
        var isOne = Find(webhook, name, out var tenant);
        if (tenant.Bytes is null)
        {
            webhook.ProofDefect = new ProofDefect(ProofDefect.Signature, "is of no tenant: there are none");
            return Proof.None(Outcome.SignatureInvalid);
        }

        var made = webhook.KeysAtHand is TenantKeySet<TKey> before && before.IsOf(keys, tenant) ? before : keys.Of(tenant);
        webhook.KeysAtHand = null;
        var proof = verifier.Verify(webhook, candidates, isOne ? made.Keys : keys.As(made.Keys, name));
        if (proof.SecretId is null)
        {
            made.LetGo();
        }
        else if (isOne)
        {
            keys.Keep(made);
        }

        if (isOne)
        {
            webhook.Tenant = proof.SecretId is null ? null : name;
            return proof.SecretId is null ? Proof.None(proof.Refusal) : proof;
        }

        if (proof.SecretId is null)
        {
            return Proof.None(proof.Refusal);
        }

        // The other tenant's own signature: right for that one, and for nobody else.
        webhook.Token?.Dispose();
        (webhook.Token, webhook.SignatureParameters) = (null, null);
        webhook.ProofDefect = ProofDefect.NoKey(1, 1);
        return Proof.None(Outcome.SignatureInvalid);
    }

    /// <param name="webhook">The request.</param>
    /// <param name="candidates">Its signatures.</param>
    /// <param name="name">Its tenant.</param>
    /// <param name="tried">What came of the secrets that were known; null if there were none.</param>
    private async ValueTask<Proof> AskAndProveAsync(InboundWebhook webhook, CandidateList candidates, string name, Proof? tried)
    {
        webhook.ClaimedTenant = name;
        webhook.LetGoOfReadings(); // Whoever calls can make the gateway wait here.
        if (!webhook.Memory.TryTake(candidates.Bytes))
        {
            return Proof.None(Outcome.Overloaded);
        }

        try
        {
            source.Tenants.TryFind(name, out var before);
            if (await source.AskAsync(name))
            {
                source.Tenants.TryFind(name, out var after);
                return tried is { } proof && ReferenceEquals(before.Bytes, after.Bytes) ? proof : Verify(webhook, candidates, name);
            }

            if (tried is { } known)
            {
                return known; // With what is known it is wrong, and that is all there is to be had.
            }

            // A refusal would hang on how soon the source answers: the sender shall come again.
            webhook.RetryAfter = RetryAfter;
            return Proof.None(source.Feed is null ? Outcome.ProviderUnavailable : Outcome.StoreUnavailable);
        }
        finally
        {
            webhook.Memory.GiveBack(candidates.Bytes);
        }
    }

    private bool Find(InboundWebhook webhook, string name, out TenantRecord tenant)
    {
        webhook.ClaimedTenant = name.Length > 0 ? name : null;
        var isOne = source.Tenants.TryFind(name, out tenant) && !tenant.IsDisabled;
        webhook.TenantMode = !isOne ? null : tenant.Mode switch
        {
            TenantMode.Enforce => VerificationMode.Enforce,
            TenantMode.Monitor when !queues => VerificationMode.Monitor,
            _ => null,
        };
        return isOne;
    }
}
