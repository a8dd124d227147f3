using System.Security.Cryptography;

namespace Gateway.Verification.Signature.Keys;

/// <summary>An HMAC in the making (RFC 2104), under the key that it was begun with.</summary>
internal sealed class HmacHash(ContentHash hash) : IContentHash
{
    private byte[] _outer = [];

    public int LengthInBytes => hash.LengthInBytes;

    /// <param name="inner">The key's block for the content.</param>
    /// <param name="outer">Its block for the hash of that.</param>
    public void Begin(byte[] inner, byte[] outer)
    {
        _outer = outer;
        hash.Append(inner);
    }

    public void Append(ReadOnlySpan<byte> bytes) => hash.Append(bytes);

    public int Finish(Span<byte> destination)
    {
        Span<byte> content = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var length = hash.Finish(content);
        hash.Append(_outer);
        hash.Append(content[..length]);
        return hash.Finish(destination);
    }
}
