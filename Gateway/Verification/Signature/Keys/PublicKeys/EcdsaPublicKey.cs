using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>ECDSA (FIPS 186-5, section 6) with one public key.</summary>
/// <remarks>
/// .NET promises thread safety for static members of <see cref="ECDsa"/> alone: each verification takes an instance of its own
/// out of a pool, imported from the same bytes. A lock would make the route's requests wait for one another.
/// </remarks>
internal sealed class EcdsaPublicKey : IPublicKey
{
    private readonly EcdsaCurve _curve;
    private readonly DSASignatureFormat _format;
    private readonly ObjectPool<ECDsa> _keys;

    private EcdsaPublicKey(byte[] key, EcdsaCurve curve, DSASignatureFormat format)
    {
        (_curve, _format) = (curve, format);
        _keys = new DefaultObjectPool<ECDsa>(new Policy(key));
    }

    /// <exception cref="FormatException">The key is not one of this curve.</exception>
    public static EcdsaPublicKey Import(byte[] subjectPublicKeyInfo, EcdsaCurve curve, DSASignatureFormat format)
    {
        var info = PublicKeyInfo.Read(subjectPublicKeyInfo);
        info.Expect(PublicKeyInfo.EllipticCurve, $"an ECDSA key of the curve {curve.Name}");
        try
        {
            var key = new EcdsaPublicKey(subjectPublicKeyInfo, curve, format);
            var first = key._keys.Get();
            var parameters = first.ExportParameters(includePrivateParameters: false);
            key._keys.Return(first);
            if (parameters.Curve is { IsNamed: true, Oid: var oid } && IsSame(oid, curve))
            {
                return key;
            }

            var found = parameters.Curve.IsNamed ? EcdsaCurve.Identified(parameters.Curve.Oid.Value)?.Name : null;
            throw new FormatException($"is a key of {(found is null ? "another curve" : $"the curve {found}")}; the algorithm needs {curve.Name}.");
        }
        catch (CryptographicException exception)
        {
            throw new FormatException($"is not a usable ECDSA key; the algorithm needs one of the curve {curve.Name}.", exception);
        }
    }

    public string Form => _format == DSASignatureFormat.Rfc3279DerSequence
        ? $"r and s of at most {_curve.FieldBytes} bytes in DER"
        : $"{2 * _curve.FieldBytes} bytes";

    public bool IsWellFormed(ReadOnlySpan<byte> signature) => _format == DSASignatureFormat.Rfc3279DerSequence
        ? EcdsaSignature.IsDer(signature, _curve.FieldBytes)
        : EcdsaSignature.IsFixed(signature, _curve.FieldBytes);

    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (!IsWellFormed(signature))
        {
            return false;
        }

        var key = _keys.Get();
        var matches = key.VerifyData(content, signature, _curve.Hash, _format);
        _keys.Return(key);
        return matches;
    }

    private static bool IsSame(Oid oid, EcdsaCurve curve) =>
        oid.Value is { } value ? value == curve.Curve.Oid.Value : oid.FriendlyName == curve.Curve.Oid.FriendlyName;

    private sealed class Policy(byte[] subjectPublicKeyInfo) : IPooledObjectPolicy<ECDsa>
    {
        public ECDsa Create()
        {
            var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return key;
        }

        public bool Return(ECDsa obj) => true;
    }
}
