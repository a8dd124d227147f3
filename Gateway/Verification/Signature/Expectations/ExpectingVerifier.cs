using Gateway.Intake;
using Gateway.Outcomes;

namespace Gateway.Verification.Signature.Expectations;

/// <summary>A right signature proves the provider; what it says must also be meant for this route.</summary>
internal sealed class ExpectingVerifier(ISignatureVerifier inner, IReadOnlyList<ExpectedValue> expected) : ISignatureVerifier
{
    private readonly ExpectedValue[] _expected = [.. expected];

    public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret> secrets)
    {
        var proof = inner.Verify(webhook, candidates, secrets);
        if (proof.SecretId is null)
        {
            return proof;
        }

        foreach (var value in _expected)
        {
            if (!value.Holds(webhook))
            {
                return Proof.None(Outcome.SignatureInvalid);
            }
        }

        return proof;
    }
}
