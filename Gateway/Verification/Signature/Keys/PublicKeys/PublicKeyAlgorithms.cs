using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>The algorithms of public keys. Those for webhooks, for JWTs (RFC 7518) and for RFC 9421 share them.</summary>
internal static class PublicKeyAlgorithms
{
    /// <summary>RFC 8032; EdDSA of RFC 8037.</summary>
    public static readonly PublicKeyAlgorithm Ed25519 =
        new("base64", TakesRawKeys: true, Ed25519PublicKey.Import) { WebNames = ["EdDSA", "Ed25519"] };

    /// <summary>Signatures in DER (RFC 3279, section 2.2.3), as OpenSSL and Java write them.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP256Sha256 = Ecdsa(EcdsaCurve.P256, DSASignatureFormat.Rfc3279DerSequence, "ES256");

    /// <summary>The same over SHA-1, for providers that sign with nothing better.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP256Sha1 =
        Ecdsa(EcdsaCurve.P256 with { Hash = HashAlgorithmName.SHA1 }, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Signatures as r and s side by side (IEEE P1363): ES256 of RFC 7518, section 3.4.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP256Sha256P1363 = Ecdsa(EcdsaCurve.P256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, "ES256");

    /// <summary>With P-384 and SHA-384, in DER.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP384Sha384 = Ecdsa(EcdsaCurve.P384, DSASignatureFormat.Rfc3279DerSequence, "ES384");

    /// <summary>With P-521 and SHA-512, in DER.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP521Sha512 = Ecdsa(EcdsaCurve.P521, DSASignatureFormat.Rfc3279DerSequence, "ES512");

    /// <summary>ES384 of RFC 7518, section 3.4.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP384Sha384P1363 = Ecdsa(EcdsaCurve.P384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, "ES384");

    /// <summary>ES512 of RFC 7518, section 3.4.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP521Sha512P1363 = Ecdsa(EcdsaCurve.P521, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, "ES512");

    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2) with SHA-1, for providers that sign with nothing better.</summary>
    public static readonly PublicKeyAlgorithm RsaSha1 = Rsa(HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    /// <summary>RS256 of RFC 7518, section 3.3.</summary>
    public static readonly PublicKeyAlgorithm RsaSha256 = Rsa(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, "RS256");

    /// <summary>Either, as the signature itself says: Amazon SNS signs by the version that a topic has.</summary>
    public static readonly PublicKeyAlgorithm RsaSha256OrSha1 = new(
        "pem", TakesRawKeys: false,
        key => new EitherPublicKey(
            RsaPublicKey.Import(key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            RsaPublicKey.Import(key, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)));

    /// <summary>RS384 of RFC 7518, section 3.3.</summary>
    public static readonly PublicKeyAlgorithm RsaSha384 = Rsa(HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, "RS384");

    /// <summary>RS512 of RFC 7518, section 3.3.</summary>
    public static readonly PublicKeyAlgorithm RsaSha512 = Rsa(HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, "RS512");

    /// <summary>RSASSA-PSS (RFC 8017, section 8.1), the salt as long as the hash: PS256 of RFC 7518, section 3.5.</summary>
    public static readonly PublicKeyAlgorithm RsaPssSha256 = Rsa(HashAlgorithmName.SHA256, RSASignaturePadding.Pss, "PS256");

    /// <summary>PS384 of RFC 7518, section 3.5.</summary>
    public static readonly PublicKeyAlgorithm RsaPssSha384 = Rsa(HashAlgorithmName.SHA384, RSASignaturePadding.Pss, "PS384");

    /// <summary>PS512 of RFC 7518, section 3.5.</summary>
    public static readonly PublicKeyAlgorithm RsaPssSha512 = Rsa(HashAlgorithmName.SHA512, RSASignaturePadding.Pss, "PS512");

    private static PublicKeyAlgorithm Ecdsa(EcdsaCurve curve, DSASignatureFormat format, string? webName = null) =>
        new("pem", TakesRawKeys: false, key => EcdsaPublicKey.Import(key, curve, format)) { WebNames = webName is null ? null : [webName] };

    private static PublicKeyAlgorithm Rsa(HashAlgorithmName hash, RSASignaturePadding padding, string? webName = null) =>
        new("pem", TakesRawKeys: false, key => RsaPublicKey.Import(key, hash, padding)) { WebNames = webName is null ? null : [webName] };
}
