using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>RSA signatures (RFC 8017) with one public key.</summary>
/// <remarks>
/// .NET promises thread safety for static members of <see cref="RSA"/> alone: each verification takes an instance of its own out
/// of a pool, imported from the same bytes. A lock would make the route's requests wait for one another.
/// </remarks>
internal sealed class RsaPublicKey : IPublicKey
{
    /// <summary>NIST SP 800-131A, section 3: fewer bits prove nobody any more.</summary>
    private const int LeastBits = 2048;

    // What verification costs grows with the square of it, and so does what a flood of signatures buys.
    private const int MostBits = SignatureText.MaxBytes * 8;

    private readonly HashAlgorithmName _hash;
    private readonly RSASignaturePadding _padding;
    private readonly int _signatureBytes;
    private readonly ObjectPool<RSA> _keys;

    private RsaPublicKey(byte[] key, int bits, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        (_hash, _padding) = (hash, padding);
        _signatureBytes = (bits + 7) / 8;
        _keys = new DefaultObjectPool<RSA>(new Policy(key));
    }

    /// <exception cref="FormatException">The key is not an RSA key, or not one to trust.</exception>
    public static RsaPublicKey Import(byte[] subjectPublicKeyInfo, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        var info = PublicKeyInfo.Read(subjectPublicKeyInfo);
        if (info.Kind == PublicKeyInfo.RsaPss && padding == RSASignaturePadding.Pss)
        {
            // RFC 4055, section 1.2: the same key, which is for PSS alone. What it says of hash and salt is a part of the algorithm's name here.
            info = info with { Kind = PublicKeyInfo.Rsa };
        }

        info.Expect(PublicKeyInfo.Rsa, "an RSA key");
        int bits;
        byte[] exponent;
        try
        {
            using var key = RSA.Create();
            key.ImportRSAPublicKey(info.Key, out _);
            (bits, exponent) = (key.KeySize, key.ExportParameters(includePrivateParameters: false).Exponent!);
        }
        catch (CryptographicException exception)
        {
            throw new FormatException("is not a usable RSA key.", exception);
        }

        if (bits is < LeastBits or > MostBits)
        {
            throw new FormatException($"is an RSA key of {bits} bits; use one of {LeastBits} to {MostBits}.");
        }

        // With the exponent 1 every content is its own signature; an even one has no inverse.
        if (exponent is [] or [<= 1] || exponent[^1] % 2 == 0)
        {
            throw new FormatException("is an RSA key whose exponent no key has (RFC 8017, section 3.1).");
        }

        return new RsaPublicKey(info.Key, bits, hash, padding);
    }

    public string Form => $"{_signatureBytes} bytes";

    /// <summary>RFC 8017, sections 8.1.2 and 8.2.2, step 1: exactly as long as the modulus.</summary>
    public bool IsWellFormed(ReadOnlySpan<byte> signature) => signature.Length == _signatureBytes;

    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (!IsWellFormed(signature))
        {
            return false;
        }

        var key = _keys.Get();
        var matches = key.VerifyData(content, signature, _hash, _padding);
        _keys.Return(key);
        return matches;
    }

    private sealed class Policy(byte[] rsaPublicKey) : IPooledObjectPolicy<RSA>
    {
        public RSA Create()
        {
            var key = RSA.Create();
            key.ImportRSAPublicKey(rsaPublicKey, out _);
            return key;
        }

        public bool Return(RSA obj) => true;
    }
}
