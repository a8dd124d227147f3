namespace Gateway.Verification.Signature.Keys;

/// <summary>
/// <c>sha1</c>, <c>sha256</c> and <c>keccak256</c>: a plain digest over content that holds the secret, as HubSpot, Recharge and Moralis make
/// it. Kept apart from HMAC, which the first two are weaker than: whoever has seen one can append to content that ends in the body, so that such
/// a body has to be JSON, which ends where it ends. Keccak's digest is not all of its state.
/// </summary>
/// <param name="hashes">The digest.</param>
/// <param name="isExtensible">Whether who has a hash can compute on from where it ends.</param>
internal sealed class DigestAlgorithm(PlainHashes hashes, bool isExtensible) : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } = ["Encoding", "Content", "Key", "KeyPrefix", "KeyId"];

    public IKeyForm? Compile(SignatureContext context)
    {
        var key = KeyText.Read(context);
        var encoding = context.Encoding();
        var content = context.ContentWithSecret();
        return key is null || encoding is null || content is null
            ? null
            : new KeyForm<IContentKey>(Read, ContentVerifier.For(context), content.Signed) { IsOneText = true, IsExtensible = isExtensible && content.EndsInBody };

        HashSignatureKey Read(string text) => new HashSignatureKey(
            hashes, encoding.Value, content.WithSecret(key.Decode(text)));
    }
}
