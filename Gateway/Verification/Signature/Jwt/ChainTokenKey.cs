using System.Runtime.CompilerServices;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>The key that a token brings in its <c>x5c</c>, where its chain is one that the route believes.</summary>
internal sealed class ChainTokenKey(TokenChain chain, IReadOnlyList<TokenAlgorithm> algorithms) : ITokenKey
{
    // As long as the chain keeps the signer: made once for each.
    private readonly ConditionalWeakTable<SignerCertificate, PublicTokenKey> _keys = [];

    public bool CanSign => false;

    public bool MayBeShown => true;

    public bool Verify(CompactToken token, DateTimeOffset instant) =>
        !token.Certificates.IsEmpty
        && chain.Follow(token.Certificates.Span, instant) is { } signer
        && KeyOf(signer)?.Verify(token, instant) == true;

    public string Sign(InboundWebhook webhook) =>
        throw new InvalidOperationException("A certificate verifies; only the provider, who has its key, can sign.");

    /// <summary>Null for a key that is for none of the algorithms.</summary>
    private PublicTokenKey? KeyOf(SignerCertificate signer)
    {
        try
        {
            return _keys.GetValue(signer, made => PublicTokenKey.Import(made.PublicKey, algorithms));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
