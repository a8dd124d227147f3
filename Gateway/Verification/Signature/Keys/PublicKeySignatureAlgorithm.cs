using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Verification.Signature.Keys;

/// <summary><c>ed25519</c>, <c>ecdsa-...</c>, <c>rsa-...</c>: the provider signs, and its public key verifies.</summary>
internal sealed class PublicKeySignatureAlgorithm(PublicKeyAlgorithm algorithm) : ISignatureAlgorithm
{
    public IReadOnlyList<string> Settings { get; } = ["Encoding", "Content", "Key", "KeyPrefix"];

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
            : new KeyForm(
                text => new PublicKeySignatureKey(algorithm.Import(key.Decode(text)), encoding.Value, content), content.Signed);
    }
}
