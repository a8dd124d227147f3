using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>The algorithms of public keys. Those for webhooks, for JWTs (RFC 7518) and for RFC 9421 share them.</summary>
internal static class PublicKeyAlgorithms
{
    /// <summary>RFC 8032; EdDSA of RFC 8037.</summary>
    public static readonly PublicKeyAlgorithm Ed25519 =
        new("base64", TakesRawKeys: true, Ed25519PublicKey.Import);

    /// <summary>Signatures in DER (RFC 3279, section 2.2.3), as OpenSSL and Java write them.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP256Sha256 = Ecdsa(EcdsaCurve.P256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>The same over SHA-1, for providers that sign with nothing better.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP256Sha1 =
        Ecdsa(EcdsaCurve.P256 with { Hash = HashAlgorithmName.SHA1 }, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Signatures as r and s side by side (IEEE P1363): ES256 of RFC 7518, section 3.4.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP256Sha256P1363 = Ecdsa(EcdsaCurve.P256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>ES384 of RFC 7518, section 3.4.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP384Sha384P1363 = Ecdsa(EcdsaCurve.P384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>ES512 of RFC 7518, section 3.4.</summary>
    public static readonly PublicKeyAlgorithm EcdsaP521Sha512P1363 = Ecdsa(EcdsaCurve.P521, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2) with SHA-1, for providers that sign with nothing better.</summary>
    public static readonly PublicKeyAlgorithm RsaSha1 = Rsa(HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    /// <summary>RS256 of RFC 7518, section 3.3.</summary>
    public static readonly PublicKeyAlgorithm RsaSha256 = Rsa(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>RS384 of RFC 7518, section 3.3.</summary>
    public static readonly PublicKeyAlgorithm RsaSha384 = Rsa(HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);

    /// <summary>RS512 of RFC 7518, section 3.3.</summary>
    public static readonly PublicKeyAlgorithm RsaSha512 = Rsa(HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1);

    /// <summary>RSASSA-PSS (RFC 8017, section 8.1), the salt as long as the hash: PS256 of RFC 7518, section 3.5.</summary>
    public static readonly PublicKeyAlgorithm RsaPssSha256 = Rsa(HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    /// <summary>PS384 of RFC 7518, section 3.5.</summary>
    public static readonly PublicKeyAlgorithm RsaPssSha384 = Rsa(HashAlgorithmName.SHA384, RSASignaturePadding.Pss);

    /// <summary>PS512 of RFC 7518, section 3.5.</summary>
    public static readonly PublicKeyAlgorithm RsaPssSha512 = Rsa(HashAlgorithmName.SHA512, RSASignaturePadding.Pss);

    private static PublicKeyAlgorithm Ecdsa(EcdsaCurve curve, DSASignatureFormat format) =>
        new("pem", TakesRawKeys: false, key => EcdsaPublicKey.Import(key, curve, format));

    private static PublicKeyAlgorithm Rsa(HashAlgorithmName hash, RSASignaturePadding padding) =>
        new("pem", TakesRawKeys: false, key => RsaPublicKey.Import(key, hash, padding));
}
