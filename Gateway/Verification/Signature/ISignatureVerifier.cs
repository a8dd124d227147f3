using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>Tries keys of one kind on the signatures that a request carries. Shared by all requests of a route, and without state.</summary>
internal interface ISignatureVerifier<TKey>
{
    /// <param name="webhook">The request; what is proven of it beside the sender is put there.</param>
    /// <param name="candidates">Those signatures, at least one.</param>
    /// <param name="secrets">The keys there are, in force or not.</param>
    Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<TKey>> secrets);

    /// <summary>
    /// False if none of the signatures has the form of one, whatever was signed: refused as malformed before a body is read for it.
    /// True where that takes more than a look.
    /// </summary>
    bool IsAnyWellFormed(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<TKey>> secrets) => true;
}
