using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Keys;

/// <summary>
/// <c>sha1</c> and <c>sha256</c>: a plain digest over content that holds the secret, as HubSpot and Recharge make it. Kept
/// apart from HMAC, which it is weaker than: whoever has seen one can append to content that ends in the body, so that such a body
/// has to be JSON, which ends where it ends.
/// </summary>
internal sealed class DigestAlgorithm(HashAlgorithmName hash) : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } = ["Encoding", "Content", "Key", "KeyPrefix"];

    public IKeyForm? Compile(SignatureContext context)
    {
        var key = KeyText.Read(context);
        var encoding = context.Encoding();
        var content = context.ContentWithSecret();
        return key is null || encoding is null || content is null
            ? null
            : new KeyForm<IContentKey>(Read, ContentVerifier.Instance, content.Signed) { IsOneText = true, IsExtensible = content.EndsInBody };

        HashSignatureKey Read(string text) => new HashSignatureKey(
            () => IncrementalHash.CreateHash(hash), encoding.Value, content.WithSecret(key.Decode(text)));
    }
}
