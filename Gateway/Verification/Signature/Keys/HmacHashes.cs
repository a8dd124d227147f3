using System.Security.Cryptography;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Verification.Signature.Keys;

/// <summary>
/// The hashes that the HMACs of all keys of one algorithm are made with. OpenSSL's own HMAC holds a key and some 2 KB for each that is
/// kept ready, and takes microseconds to be made: too much for ten thousand routes, or for each webhook of a hundred thousand tenants.
/// </summary>
internal sealed class HmacHashes
{
    private readonly ObjectPool<HmacHash> _hashes;
    private readonly HashAlgorithmName _name;

    private HmacHashes(HashAlgorithmName name, int blockLength)
    {
        _name = name;
        BlockLength = blockLength;
        _hashes = new DefaultObjectPool<HmacHash>(new Policy(name));
        var first = _hashes.Get();
        LengthInBytes = first.LengthInBytes;
        _hashes.Return(first);
    }

    public static HmacHashes Sha1 { get; } = new(HashAlgorithmName.SHA1, blockLength: 64);

    public static HmacHashes Sha256 { get; } = new(HashAlgorithmName.SHA256, blockLength: 64);

    public static HmacHashes Sha384 { get; } = new(HashAlgorithmName.SHA384, blockLength: 128);

    public static HmacHashes Sha512 { get; } = new(HashAlgorithmName.SHA512, blockLength: 128);

    public int LengthInBytes { get; }

    /// <summary>In bytes: a longer key is hashed (RFC 2104, section 2).</summary>
    public int BlockLength { get; }

    /// <summary>The hash of a key that is longer than a block.</summary>
    public byte[] Shorten(ReadOnlySpan<byte> key) => CryptographicOperations.HashData(_name, key);

    public HmacHash Get() => _hashes.Get();

    public void Return(HmacHash hash) => _hashes.Return(hash);

    private sealed class Policy(HashAlgorithmName name) : IPooledObjectPolicy<HmacHash>
    {
        public HmacHash Create() => new(new ContentHash(IncrementalHash.CreateHash(name)));

        public bool Return(HmacHash obj) => true;
    }
}
