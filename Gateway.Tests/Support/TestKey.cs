using System.Security.Cryptography;

namespace Gateway.Tests.Support;

/// <summary>A key pair of one algorithm, whose signatures are made without the gateway's code.</summary>
/// <param name="Algorithm">As <c>Signature:Algorithm</c> names it.</param>
/// <param name="Info">The public key, a SubjectPublicKeyInfo in DER.</param>
/// <param name="Sign">Signs with the private key.</param>
internal sealed record TestKey(string Algorithm, byte[] Info, Func<byte[], byte[]> Sign)
{
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static readonly TestKey Ed25519 = Edwards(7);

    public static IReadOnlyList<TestKey> All { get; } =
    [
        Ed25519,
        OfP256("ecdsa-p256-sha1", HashAlgorithmName.SHA1, DSASignatureFormat.Rfc3279DerSequence),
        OfP256("ecdsa-p256-sha256", HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        OfP256("ecdsa-p256-sha256-p1363", HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        OfRsa("rsa-sha1", HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1),
        OfRsa("rsa-sha256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        OfRsa("rsa-sha512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        OfRsa("rsa-pss-sha256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
    ];

    public string Spki => Convert.ToBase64String(Info);

    public static TestKey Of(string algorithm) => All.First(key => key.Algorithm == algorithm);

    /// <summary>An Ed25519 key of a seed that is one byte over and over.</summary>
    public static TestKey Edwards(byte seed)
    {
        byte[] secret = [.. Enumerable.Repeat(seed, 32)];
        return new TestKey("ed25519", [.. Convert.FromHexString("302a300506032b6570032100"), .. Support.Ed25519.PublicKey(secret)], content => Support.Ed25519.Sign(secret, content));
    }

    private static TestKey OfRsa(string algorithm, HashAlgorithmName hash, RSASignaturePadding padding) =>
        new(algorithm, Rsa.ExportSubjectPublicKeyInfo(), content =>
        {
            lock (Rsa)
            {
                return Rsa.SignData(content, hash, padding);
            }
        });

    private static TestKey OfP256(string algorithm, HashAlgorithmName hash, DSASignatureFormat format) =>
        new(algorithm, P256.ExportSubjectPublicKeyInfo(), content =>
        {
            lock (P256)
            {
                return P256.SignData(content, hash, format);
            }
        });
}
