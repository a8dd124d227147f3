using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>A curve of FIPS 186 with the hash that goes with it (RFC 7518, section 3.4).</summary>
/// <param name="Name">For messages, and the <c>crv</c> of a JWK.</param>
/// <param name="Curve">The same, as .NET names it.</param>
/// <param name="Hash">What is signed is the hash of the content.</param>
/// <param name="FieldBytes">The length of r and of s.</param>
internal sealed record EcdsaCurve(string Name, ECCurve Curve, HashAlgorithmName Hash, int FieldBytes)
{
    public static readonly EcdsaCurve P256 = new("P-256", ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, 32);
    public static readonly EcdsaCurve P384 = new("P-384", ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, 48);
    public static readonly EcdsaCurve P521 = new("P-521", ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512, 66);

    private static readonly EcdsaCurve[] All = [P256, P384, P521];

    /// <summary>By the <c>crv</c> of a JWK (RFC 7518, section 6.2.1.1).</summary>
    public static EcdsaCurve? Named(string? name) => Array.Find(All, curve => curve.Name == name);

    /// <summary>By the object identifier of a named curve (RFC 5480, section 2.1.1.1).</summary>
    public static EcdsaCurve? Identified(string? oid) => Array.Find(All, curve => curve.Curve.Oid.Value == oid);
}
