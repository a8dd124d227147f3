using Gateway.Verification.Signature.Certificates;
using Gateway.Verification.Signature.Keys.PublicKeys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Keys;

/// <summary><c>ed25519</c>, <c>ecdsa-...</c>, <c>rsa-...</c>: the provider signs, and its public key verifies.</summary>
internal sealed class PublicKeySignatureAlgorithm(PublicKeyAlgorithm algorithm) : ISignatureAlgorithm
{
    private const string Sha256 = "sha256";

    public IReadOnlyList<string> Settings { get; } =
        ["Encoding", "Content", "Key", "KeyPrefix", "KeyId", "Version", "Prehash", "KeySet", "KeySetRefresh", "Certificate"];

    public IKeyForm? Compile(SignatureContext context) =>
        context.Config.Certificate is null ? OwnKey(context) : Certified(context);

    /// <summary>The key is the route's own, or one of a set that the provider publishes.</summary>
    private KeyForm<IContentKey>? OwnKey(SignatureContext context)
    {
        var key = PublicKeyText.Read(context, algorithm);
        var encoding = context.Encoding();
        var content = context.Content();
        var version = Version(context);
        var isPrehashed = IsPrehashed(context);
        return key is null || encoding is null || content is null
            ? null
            : new KeyForm<IContentKey>(text => Import(key.Decode(text)), ContentVerifier.For(context), content.Signed)
            {
                ReadWebKey = webKey => webKey.Info is { } info ? Import(info) : null,
            };

        PublicKeySignatureKey Import(byte[] info) =>
            new(algorithm.Import(info), encoding.Value, content) { Version = version, IsPrehashed = isPrehashed };
    }

    /// <summary>The key is in the certificate that each webhook names; a secret is a part of the content, if of anything.</summary>
    private CertifiedForm? Certified(SignatureContext context)
    {
        var encoding = context.Encoding();
        var content = context.ContentMayHoldSecret();
        var version = Version(context);
        var isPrehashed = IsPrehashed(context);
        return encoding is null || content is null
            ? null
            : new CertifiedForm(
                (info, signed) => new PublicKeySignatureKey(algorithm.Import(info), encoding.Value, signed) { Version = version, IsPrehashed = isPrehashed },
                content);
    }

    /// <summary>Where the webhook says which hash it is; null where it does not.</summary>
    private IValueSource? Version(SignatureContext context)
    {
        if (context.Config.Version is not { } place)
        {
            return null;
        }

        // A route over a preset with both may take one of them alone: the version of the other is then wrong by its hash.
        if (ReferenceEquals(algorithm, PublicKeyAlgorithms.RsaSha256) || ReferenceEquals(algorithm, PublicKeyAlgorithms.RsaSha1))
        {
            return null;
        }

        if (!ReferenceEquals(algorithm, PublicKeyAlgorithms.RsaSha256OrSha1))
        {
            context.Report("has no effect with this algorithm; only 'rsa-sha256-or-sha1' has two hashes.", "Version");
        }

        return context.Stage.UnprovenSource(place, "Signature", "Version");
    }

    private static bool IsPrehashed(SignatureContext context)
    {
        if (context.Config.Prehash is not (null or "" or Sha256))
        {
            context.Report($"found '{context.Config.Prehash}'; expected {Sha256}.", "Prehash");
        }

        return context.Config.Prehash == Sha256;
    }
}
