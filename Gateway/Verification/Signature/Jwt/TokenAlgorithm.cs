using System.Security.Cryptography;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>One value of a token's <c>alg</c> (RFC 7518, section 3.1; RFC 8037, section 3.1). There is no <c>none</c> among them.</summary>
/// <param name="Name">As the header has it.</param>
/// <param name="Mac">The hash of an HMAC; null for a public key.</param>
/// <param name="PublicKey">How a public key verifies; null for an HMAC.</param>
internal sealed record TokenAlgorithm(string Name, HashAlgorithmName? Mac, PublicKeyAlgorithm? PublicKey)
{
    private static readonly TokenAlgorithm[] All =
    [
        new("HS256", HashAlgorithmName.SHA256, null),
        new("HS384", HashAlgorithmName.SHA384, null),
        new("HS512", HashAlgorithmName.SHA512, null),
        new("RS256", null, PublicKeyAlgorithms.RsaSha256),
        new("RS384", null, PublicKeyAlgorithms.RsaSha384),
        new("RS512", null, PublicKeyAlgorithms.RsaSha512),
        new("PS256", null, PublicKeyAlgorithms.RsaPssSha256),
        new("PS384", null, PublicKeyAlgorithms.RsaPssSha384),
        new("PS512", null, PublicKeyAlgorithms.RsaPssSha512),
        new("ES256", null, PublicKeyAlgorithms.EcdsaP256Sha256P1363),
        new("ES384", null, PublicKeyAlgorithms.EcdsaP384Sha384P1363),
        new("ES512", null, PublicKeyAlgorithms.EcdsaP521Sha512P1363),
        new("EdDSA", null, PublicKeyAlgorithms.Ed25519),
    ];

    /// <summary>As tokens and configuration name them.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. All.Select(algorithm => algorithm.Name)];

    /// <summary>For messages.</summary>
    public static string Names { get; } = string.Join(", ", Words);

    public static TokenAlgorithm? Find(string name) => Array.Find(All, algorithm => algorithm.Name == name);
}
