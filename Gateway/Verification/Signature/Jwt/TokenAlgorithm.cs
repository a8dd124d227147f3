using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>One value of a token's <c>alg</c> (RFC 7518, section 3.1; RFC 8037, section 3.1). There is no <c>none</c> among them.</summary>
/// <param name="Name">As the header has it.</param>
/// <param name="Mac">The hash of an HMAC; null for the algorithms of public keys.</param>
internal sealed record TokenAlgorithm(string Name, HashAlgorithmName? Mac)
{
    private static readonly TokenAlgorithm[] All =
    [
        new("HS256", HashAlgorithmName.SHA256),
        new("HS384", HashAlgorithmName.SHA384),
        new("HS512", HashAlgorithmName.SHA512),
    ];

    /// <summary>For messages.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(algorithm => algorithm.Name));

    public static TokenAlgorithm? Find(string name) => Array.Find(All, algorithm => algorithm.Name == name);
}
