using Gateway.Intake;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>One public key with each of the route's algorithms that it fits.</summary>
internal sealed class PublicTokenKey : ITokenKey
{
    private readonly KeyValuePair<TokenAlgorithm, IPublicKey>[] _keys;

    private PublicTokenKey(KeyValuePair<TokenAlgorithm, IPublicKey>[] keys) => _keys = keys;

    public bool CanSign => false;

    public bool MayBeShown => true;

    /// <summary>The key; an RSA key serves several algorithms, any other the one of its curve.</summary>
    /// <exception cref="FormatException">It fits none of them; the message says why for the first.</exception>
    public static PublicTokenKey Import(byte[] subjectPublicKeyInfo, IReadOnlyList<TokenAlgorithm> algorithms)
    {
        var keys = new List<KeyValuePair<TokenAlgorithm, IPublicKey>>();
        FormatException? problem = null;
        foreach (var algorithm in algorithms)
        {
            try
            {
                keys.Add(new(algorithm, algorithm.PublicKey!.Import(subjectPublicKeyInfo)));
            }
            catch (FormatException exception)
            {
                problem ??= exception;
            }
        }

        return keys.Count > 0 ? new PublicTokenKey([.. keys]) : throw problem ?? new FormatException("is for none of the algorithms.");
    }

    public bool Verify(CompactToken token, DateTimeOffset instant)
    {
        foreach (var (algorithm, key) in _keys)
        {
            if (ReferenceEquals(algorithm, token.Algorithm))
            {
                return key.Verify(token.SigningInput, token.Signature);
            }
        }

        return false;
    }

    public string Sign(InboundWebhook webhook) =>
        throw new InvalidOperationException("A public key verifies; only the provider, who has the private one, can sign.");
}
