using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Verification.Signature.Keys;

/// <summary><c>ed25519</c>, <c>ecdsa-...</c>, <c>rsa-...</c>: the provider signs, and its public key verifies.</summary>
/// <param name="algorithm">The algorithm.</param>
/// <param name="takesKeySets">Whether providers publish its keys as a JWK Set.</param>
internal sealed class PublicKeySignatureAlgorithm(PublicKeyAlgorithm algorithm, bool takesKeySets = false) : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } =
        ["Encoding", "Content", "Key", "KeyPrefix", .. takesKeySets ? (string[])["KeySet", "KeySetRefresh"] : []];

    public KeyForm? Compile(SignatureContext context)
    {
        var problem = algorithm.Problem();
        if (problem is not null)
        {
            context.Report(problem, "Algorithm");
        }

        var key = PublicKeyText.Read(context, algorithm);
        var encoding = context.Encoding();
        var content = context.Content();
        return problem is not null || key is null || encoding is null || content is null
            ? null
            : new KeyForm(text => Import(key.Decode(text)), content.Signed)
            {
                ReadWebKey = webKey => webKey.Info is { } info ? Import(info) : null,
            };

        PublicKeySignatureKey Import(byte[] info) => new(algorithm.Import(info), encoding.Value, content);
    }
}
