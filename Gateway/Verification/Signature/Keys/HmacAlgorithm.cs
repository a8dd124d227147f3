namespace Gateway.Verification.Signature.Keys;

/// <summary><c>hmac-sha1</c> to <c>hmac-sha512</c> (RFC 2104): the key is a secret of both sides.</summary>
internal sealed class HmacAlgorithm(HmacHashes hashes) : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } = ["Encoding", "Content", "Key", "KeyPrefix", "KeySuffix", "KeyId"];

    public IKeyForm? Compile(SignatureContext context)
    {
        var key = KeyText.Read(context);
        var encoding = context.Encoding();
        var content = context.Content();
        return key is null || encoding is null || content is null
            ? null
            : new KeyForm<IContentKey>(Read, ContentVerifier.For(context), content.Signed) { Content = content, IsOneText = true };

        HashSignatureKey Read(string text) => new(new HmacKey(hashes, key.Decode(text)), encoding.Value, content);
    }
}
