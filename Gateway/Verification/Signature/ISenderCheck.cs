using Gateway.Intake;
using Gateway.Secrets;
using Gateway.Verification.Signature.KeySets;
using Gateway.Verification.Signature.Tenants;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>How a route tells who has sent: by keys and what tries them, or by a client certificate alone.</summary>
internal interface ISenderCheck
{
    /// <summary>Who has signed, as far as the keys tell that there are, or that can be had within a bounded time.</summary>
    /// <param name="webhook">The request.</param>
    /// <param name="candidates">The signatures that it claims.</param>
    ValueTask<Proof> ProveAsync(InboundWebhook webhook, in CandidateList candidates);

    /// <summary>False if none of the signatures has the form of one that a key in force makes, as far as that is known without waiting.</summary>
    bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates) => true;

    /// <summary>The key that signs at an instant, for the command line: the first in force, or with none the first; null where none is configured.</summary>
    NamedKey? SignerAt(DateTimeOffset instant) => null;

    /// <summary>Finds out whose webhook it says it is, where nothing else is tried.</summary>
    void NameTenant(InboundWebhook webhook)
    {
    }

    /// <summary>Where the secrets of the route's tenants come from; null where it has none.</summary>
    ITenantSource? Tenants => null;

    /// <summary>Looks whether a text can be a secret of such a tenant; null where the route has none.</summary>
    SecretJudgement? Judge => null;

    /// <summary>The sets that keys come from, which are fetched before they are asked for, and again while the route is in force.</summary>
    IReadOnlyList<PublishedKeySet> KeySets => [];

    /// <summary>Whether keys are fetched from where they are published: a key set, a certificate, an agent's directory.</summary>
    bool AreKeysFetched => false;
}
