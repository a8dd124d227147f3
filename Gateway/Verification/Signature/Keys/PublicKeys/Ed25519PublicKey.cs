using NSec.Cryptography;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>Ed25519 (RFC 8032) with one public key, by libsodium: .NET 10 has no EdDSA.</summary>
internal sealed class Ed25519PublicKey : IPublicKey
{
    public const int KeyBytes = 32;

    private const int SignatureBytes = 64;

    /// <summary>RFC 8410, section 4: everything before the key itself.</summary>
    private static readonly byte[] InfoPrefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    private readonly PublicKey _key;

    private Ed25519PublicKey(PublicKey key) => _key = key;

    /// <summary>The SubjectPublicKeyInfo of a key's 32 bytes.</summary>
    public static byte[] Info(ReadOnlySpan<byte> key) => [.. InfoPrefix, .. key];

    /// <exception cref="FormatException">The key is no Ed25519 key, or one with which anyone can sign.</exception>
    public static Ed25519PublicKey Import(byte[] subjectPublicKeyInfo)
    {
        var info = PublicKeyInfo.Read(subjectPublicKeyInfo);
        info.Expect(PublicKeyInfo.Ed25519, "an Ed25519 key");
        if (info.Key.Length != KeyBytes)
        {
            throw new FormatException($"is {info.Key.Length} bytes long; an Ed25519 key has {KeyBytes}.");
        }

        // libsodium takes any 32 bytes, and then finds every signature wrong: at start it can be said what is wrong with the key.
        if (Ed25519Point.Problem(info.Key) is { } problem)
        {
            throw new FormatException(problem);
        }

        return new Ed25519PublicKey(PublicKey.Import(SignatureAlgorithm.Ed25519, info.Key, KeyBlobFormat.RawPublicKey));
    }

    public string Form => "64 bytes";

    public bool IsWellFormed(ReadOnlySpan<byte> signature) => signature.Length == SignatureBytes;

    // libsodium refuses an S that is not below the order of the group (RFC 8032, section 5.1.7, step 1): no second signature
    // can be made of a first.
    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(_key, content, signature);
}
