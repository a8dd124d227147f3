using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Verifies a detached JWS over the body. It makes no claims and has no time.</summary>
internal sealed class DetachedTokenVerifier(IReadOnlyList<TokenAlgorithm> algorithms) : ISignatureVerifier<ITokenKey>
{
    private readonly TokenAlgorithm[] _algorithms = [.. algorithms];
    private readonly string _form = $"header and signature in base64url around two dots, alg {string.Join(" or ", algorithms.Select(algorithm => algorithm.Name))}";

    public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<ITokenKey>> secrets)
    {
        var body = webhook.SignedBody.Span;
        if (candidates.Count == 1 && !webhook.Memory.TryTakePassing(DetachedToken.BytesFor(candidates[0].Length, body.Length)))
        {
            return Proof.None(Outcome.Overloaded);
        }

        if (candidates.Count != 1 || DetachedToken.Read(candidates[0], _algorithms, body) is not { } token)
        {
            webhook.ProofDefect = new ProofDefect(
                ProofDefect.Signature, candidates.Count == 1 ? "is no detached JWS by an algorithm that is accepted" : "holds more than one token")
            {
                Expected = _form,
            }.With(candidates[0]);
            return Proof.None(Outcome.SignatureMalformed);
        }

        var isNamed = token.KeyId is not null && TokenVerifier.HasId(secrets, token.KeyId);
        var most = body.Length > ProofLimits.LongBody ? ProofLimits.TriesOfLongBody : ProofLimits.Tries;
        if (TokenVerifier.FindSigner(token, isNamed, secrets, webhook, most) is { } secret)
        {
            return Proof.By(secret.Id);
        }

        webhook.ProofDefect = ProofDefect.NoKey(TokenVerifier.CountInForce(secrets, webhook), secrets.Length);
        return Proof.None(Outcome.SignatureInvalid, lacksKey: !isNamed);
    }
}
