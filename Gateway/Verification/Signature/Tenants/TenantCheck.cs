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
    public ITenantSource Tenants => source;

    public ValueTask<Proof> ProveAsync(InboundWebhook webhook, in CandidateList candidates)
    {
        var isOne = TryFind(webhook, candidates, out var name, out var tenant);
        if (tenant.Bytes is null)
        {
            webhook.ProofDefect = new ProofDefect(ProofDefect.Signature, "is of no tenant: there are none");
            return new(Proof.None(Outcome.SignatureInvalid));
        }

        var proof = verifier.Verify(webhook, candidates, keys.Of(tenant));
        if (isOne)
        {
            webhook.Tenant = proof.SecretId is null ? null : name;
            return new(proof.SecretId is null ? Proof.None(proof.Refusal) : proof);
        }

        if (proof.SecretId is null)
        {
            return new(Proof.None(proof.Refusal));
        }

        // The other tenant's own signature: right for that one, and for nobody else.
        webhook.Token?.Dispose();
        (webhook.Token, webhook.SignatureParameters) = (null, null);
        webhook.ProofDefect = ProofDefect.NoKey(1, 1);
        return new(Proof.None(Outcome.SignatureInvalid));
    }

    public bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates)
    {
        TryFind(webhook, candidates, out _, out var tenant);
        return tenant.Bytes is null || verifier.IsAnyWellFormed(webhook, candidates, keys.Of(tenant));
    }

    public void NameTenant(InboundWebhook webhook) => TryFind(webhook, default, out _, out _);

    private bool TryFind(InboundWebhook webhook, in CandidateList candidates, out string name, out TenantRecord tenant)
    {
        name = place.Read(webhook, candidates);
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
