using System.Collections.Frozen;
using System.Security.Cryptography;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Verification.Signature;

/// <summary>Every algorithm by the name that configuration gives it.</summary>
internal static class SignatureAlgorithms
{
    /// <summary>For a sender that proves nothing. It makes no key.</summary>
    public const string None = "none";

    /// <summary>For a sender that its TLS certificate proves, and nothing else. It makes no key either.</summary>
    public const string ClientCertificate = "client-certificate";

    private static readonly KeyValuePair<string, ISignatureAlgorithm>[] All =
    [
        new("hmac-sha1", new HmacAlgorithm(HmacHashes.Sha1)),
        new("hmac-sha256", new HmacAlgorithm(HmacHashes.Sha256)),
        new("hmac-sha384", new HmacAlgorithm(HmacHashes.Sha384)),
        new("hmac-sha512", new HmacAlgorithm(HmacHashes.Sha512)),
        new("ed25519", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.Ed25519)),
        new("ecdsa-p256-sha1", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.EcdsaP256Sha1)),
        new("ecdsa-p256-sha256", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.EcdsaP256Sha256)),
        new("ecdsa-p256-sha256-p1363", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.EcdsaP256Sha256P1363)),
        new("ecdsa-p384-sha384", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.EcdsaP384Sha384)),
        new("ecdsa-p384-sha384-p1363", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.EcdsaP384Sha384P1363)),
        new("ecdsa-p521-sha512", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.EcdsaP521Sha512)),
        new("ecdsa-p521-sha512-p1363", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.EcdsaP521Sha512P1363)),
        new("rsa-sha1", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaSha1)),
        new("rsa-sha256", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaSha256)),
        new("rsa-sha256-or-sha1", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaSha256OrSha1)),
        new("rsa-sha384", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaSha384)),
        new("rsa-sha512", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaSha512)),
        new("rsa-pss-sha256", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaPssSha256)),
        new("rsa-pss-sha384", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaPssSha384)),
        new("rsa-pss-sha512", new PublicKeySignatureAlgorithm(PublicKeyAlgorithms.RsaPssSha512)),
        new("sha1", new DigestAlgorithm(new PlainHashes(() => new ContentHash(IncrementalHash.CreateHash(HashAlgorithmName.SHA1))), isExtensible: true)),
        new("sha256", new DigestAlgorithm(new PlainHashes(() => new ContentHash(IncrementalHash.CreateHash(HashAlgorithmName.SHA256))), isExtensible: true)),
        new("keccak256", new DigestAlgorithm(new PlainHashes(() => new KeccakHash()), isExtensible: false)),
        new("shared-token", new SharedTokenAlgorithm()),
        new("basic", new BasicAlgorithm()),
        new("jwt", new JwtAlgorithm()),
        new("jws-detached", new DetachedTokenAlgorithm()),
        new("http-message-signatures", new HttpMessageSignatureAlgorithm()),
    ];

    private static readonly FrozenDictionary<string, ISignatureAlgorithm> ByName = All.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>As configuration names them.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. All.Select(algorithm => algorithm.Key), ClientCertificate, None];

    /// <summary>For messages.</summary>
    public static string Names { get; } = $"{string.Join(", ", Words.SkipLast(1))} or {None}";

    public static ISignatureAlgorithm? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
