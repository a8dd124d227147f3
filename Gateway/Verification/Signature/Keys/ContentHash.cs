using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Keys;

/// <summary>A hash in the making. Pooled: making one allocates in OpenSSL.</summary>
internal sealed class ContentHash(IncrementalHash hash) : IContentHash
{
    // Each call crosses into OpenSSL: a timestamp, a dot and the like go in together.
    private readonly byte[] _small = new byte[512];
    private int _smallLength;

    public int LengthInBytes => hash.HashLengthInBytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.TryCopyTo(_small.AsSpan(_smallLength)))
        {
            _smallLength += bytes.Length;
            return;
        }

        AppendSmall();
        hash.AppendData(bytes);
    }

    /// <summary>Writes the hash and makes this one ready for the next content.</summary>
    public int Finish(Span<byte> destination)
    {
        AppendSmall();
        return hash.GetHashAndReset(destination);
    }

    private void AppendSmall()
    {
        hash.AppendData(_small.AsSpan(0, _smallLength));
        _smallLength = 0;
    }
}
