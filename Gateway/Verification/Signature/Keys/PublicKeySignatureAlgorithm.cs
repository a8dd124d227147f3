using Gateway.Verification.Signature.Certificates;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Verification.Signature.Keys;

/// <summary><c>ed25519</c>, <c>ecdsa-...</c>, <c>rsa-...</c>: the provider signs, and its public key verifies.</summary>
internal sealed class PublicKeySignatureAlgorithm(PublicKeyAlgorithm algorithm) : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } =
        ["Encoding", "Content", "Key", "KeyPrefix", "KeySet", "KeySetRefresh", "Certificate"];

    public IKeyForm? Compile(SignatureContext context) =>
        context.Config.Certificate is null ? OwnKey(context) : Certified(context);

    /// <summary>The key is the route's own, or one of a set that the provider publishes.</summary>
    private KeyForm<IContentKey>? OwnKey(SignatureContext context)
    {
        var key = PublicKeyText.Read(context, algorithm);
        var encoding = context.Encoding();
        var content = context.Content();
        return key is null || encoding is null || content is null
            ? null
            : new KeyForm<IContentKey>(text => Import(key.Decode(text)), ContentVerifier.Instance, content.Signed)
            {
                ReadWebKey = webKey => webKey.Info is { } info ? Import(info) : null,
            };

        PublicKeySignatureKey Import(byte[] info) => new(algorithm.Import(info), encoding.Value, content);
    }

    /// <summary>The key is in the certificate that each webhook names; a secret is a part of the content, if of anything.</summary>
    private CertifiedForm? Certified(SignatureContext context)
    {
        var encoding = context.Encoding();
        var content = context.ContentMayHoldSecret();
        return encoding is null || content is null
            ? null
            : new CertifiedForm((info, signed) => new PublicKeySignatureKey(algorithm.Import(info), encoding.Value, signed), content);
    }
}
