using System.Numerics;

namespace Gateway.Verification.Signature.Keys.PublicKeys;

/// <summary>Whether 32 bytes are a point of the curve (RFC 8032, section 5.1.3) that can be somebody's public key.</summary>
internal static class Ed25519Point
{
    private const int Bytes = 32;

    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Product(-121665, Inverse(121666));

    /// <summary>What is wrong with the key, going on from "the secret 'ID' "; null if nothing is.</summary>
    public static string? Problem(ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        key.CopyTo(bytes);
        bytes[^1] &= 0x7f; // The last bit is the sign of x.
        var y = new BigInteger(bytes, isUnsigned: true);
        if (y >= Prime || !IsSquare(XSquared(y)))
        {
            return "is no Ed25519 public key, but as many bytes of something else.";
        }

        return IsOfSmallOrder(y) ? "is a key of small order: anyone can make signatures that it verifies." : null;
    }

    private static BigInteger XSquared(BigInteger y)
    {
        var square = Product(y, y);
        return Product(square - 1, Inverse(Product(D, square) + 1));
    }

    private static bool IsSquare(BigInteger number) =>
        number.IsZero || BigInteger.ModPow(number, (Prime - 1) / 2, Prime).IsOne;

    /// <summary>
    /// The eight points whose order divides 8 have y = 1, -1, 0, or are those that become y = 0 when they are doubled, which
    /// is where y² + x² = 0: the numerator of a doubled point's y.
    /// </summary>
    private static bool IsOfSmallOrder(BigInteger y) =>
        y.IsZero || y.IsOne || y == Prime - 1 || Product(y, y) == Product(-1, XSquared(y));

    private static BigInteger Product(BigInteger a, BigInteger b)
    {
        var product = BigInteger.Remainder(a * b, Prime);
        return product.Sign < 0 ? product + Prime : product;
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, Prime - 2, Prime);
}
