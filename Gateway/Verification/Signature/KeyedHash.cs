using System.Security.Cryptography;

namespace Gateway.Verification.Signature;

/// <summary>An HMAC in the making. Pooled: setting the key up costs as much as hashing a kilobyte.</summary>
internal sealed class KeyedHash(HashAlgorithmName algorithm, byte[] key) : IContentSink
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(algorithm, key);

    public int LengthInBytes => _hash.HashLengthInBytes;

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>Writes the hash and makes this one ready for the next content.</summary>
    public int Finish(Span<byte> destination) => _hash.GetHashAndReset(destination);
}
