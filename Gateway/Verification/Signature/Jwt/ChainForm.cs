using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>Tokens that bring their certificates: the key is in none of the route's secrets, but in a chain up to its roots.</summary>
/// <param name="Key">What follows the chain.</param>
/// <param name="Id">Names it in metrics and to the backend.</param>
/// <param name="Verifier">Tries it on a request.</param>
/// <param name="Signed">What a token covers.</param>
internal sealed record ChainForm(ChainTokenKey Key, string Id, TokenVerifier Verifier, SignedValues? Signed) : IKeyForm
{
    public ContentTemplate? Content => null;

    public bool IsOneText => false;

    public ISenderCheck CompileKeys(SignatureContext context) => new KeyedCheck<ITokenKey>(
        new FixedKeys<ITokenKey>([new SigningSecret<ITokenKey>(Id, Key, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)]), Verifier);
}
