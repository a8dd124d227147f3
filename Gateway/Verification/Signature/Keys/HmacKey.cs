using System.Runtime.InteropServices;

namespace Gateway.Verification.Signature.Keys;

/// <summary>The key of an HMAC (RFC 2104, section 2): two blocks of bytes, and no more while nothing is hashed.</summary>
internal sealed class HmacKey : IHashSource
{
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5C;

    private readonly HmacHashes _hashes;
    private readonly byte[] _inner;
    private readonly byte[] _outer;

    public HmacKey(HmacHashes hashes, ReadOnlySpan<byte> key)
    {
        _hashes = hashes;
        key = key.Length > hashes.BlockLength ? hashes.Shorten(key) : key;
        (_inner, _outer) = (Pad(key, InnerPad), Pad(key, OuterPad));
    }

    public int LengthInBytes => _hashes.LengthInBytes;

    public IContentHash Begin()
    {
        var hash = _hashes.Get();
        hash.Begin(_inner, _outer);
        return hash;
    }

    public void End(IContentHash hash) => _hashes.Return((HmacHash)hash);

    private byte[] Pad(ReadOnlySpan<byte> key, byte pad)
    {
        var block = new byte[_hashes.BlockLength];
        key.CopyTo(block);
        var pads = pad * 0x0101_0101_0101_0101UL;
        foreach (ref var eight in MemoryMarshal.Cast<byte, ulong>(block.AsSpan()))
        {
            eight ^= pads; // A tenant's key may be made for each webhook.
        }

        return block;
    }
}
