using System.Security.Cryptography;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature.Keys;

/// <summary>An HMAC in the making. Pooled: setting the key up hashes two blocks and allocates.</summary>
internal sealed class KeyedHash(HashAlgorithmName algorithm, byte[] key) : IContentSink
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(algorithm, key);

    // Each call crosses into OpenSSL: a timestamp, a dot and the like go in together.
    private readonly byte[] _small = new byte[128];
    private int _smallLength;

    public int LengthInBytes => _hash.HashLengthInBytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.TryCopyTo(_small.AsSpan(_smallLength)))
        {
            _smallLength += bytes.Length;
            return;
        }

        AppendSmall();
        _hash.AppendData(bytes);
    }

    /// <summary>Writes the hash and makes this one ready for the next content.</summary>
    public int Finish(Span<byte> destination)
    {
        AppendSmall();
        return _hash.GetHashAndReset(destination);
    }

    private void AppendSmall()
    {
        _hash.AppendData(_small.AsSpan(0, _smallLength));
        _smallLength = 0;
    }
}
