using System.Numerics;
using System.Security.Cryptography;

namespace Gateway.Tests.Support;

/// <summary>Signs by RFC 8032, section 5.1.6, with big integers: apart from the gateway's code and from libsodium. Slow, and good for tests alone.</summary>
internal static class Ed25519
{
    /// <summary>The order of the base point.</summary>
    public static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly Point Base = Affine(
        BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202", System.Globalization.CultureInfo.InvariantCulture),
        BigInteger.Parse("46316835694926478169428394003475163141307993866256225615783033603165251855960", System.Globalization.CultureInfo.InvariantCulture));

    public static byte[] PublicKey(byte[] secret) => Encode(Multiply(Base, Expand(secret).Scalar));

    public static byte[] Sign(byte[] secret, byte[] message)
    {
        var (scalar, prefix) = Expand(secret);
        var key = Encode(Multiply(Base, scalar));
        var r = Hash(prefix, message);
        var point = Encode(Multiply(Base, r));
        var s = (r + (Hash(point, key, message) * scalar)) % Order;
        return [.. point, .. Bytes(s)];
    }

    /// <summary>The same signature with S + L in the place of S: right for a verifier that does not look.</summary>
    public static byte[] Malleate(byte[] signature) =>
        [.. signature[..32], .. Bytes(new BigInteger(signature.AsSpan(32), isUnsigned: true) + Order)];

    private static (BigInteger Scalar, byte[] Prefix) Expand(byte[] secret)
    {
        var hash = SHA512.HashData(secret);
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        return (new BigInteger(hash.AsSpan(0, 32), isUnsigned: true), hash[32..]);
    }

    private static BigInteger Hash(params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return new BigInteger(hash.GetHashAndReset(), isUnsigned: true) % Order;
    }

    private static Point Affine(BigInteger x, BigInteger y) => new(x, y, 1, Mod(x * y));

    private static Point Multiply(Point point, BigInteger scalar)
    {
        var sum = Affine(0, 1);
        for (; !scalar.IsZero; scalar >>= 1)
        {
            sum = scalar.IsEven ? sum : Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }

    private static Point Add(Point p, Point q)
    {
        var a = Mod((p.Y - p.X) * (q.Y - q.X));
        var b = Mod((p.Y + p.X) * (q.Y + q.X));
        var c = Mod(2 * p.T * q.T * D);
        var d = Mod(2 * p.Z * q.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        var bytes = Bytes(Mod(point.Y * inverse));
        bytes[31] |= Mod(point.X * inverse).IsEven ? (byte)0 : (byte)0x80;
        return bytes;
    }

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static BigInteger Mod(BigInteger number)
    {
        var rest = number % Prime;
        return rest.Sign < 0 ? rest + Prime : rest;
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, Prime - 2, Prime);

    private sealed record Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
