using System.Security.Cryptography;
using System.Text;
using Gateway.Storage;

namespace Gateway.Delivery.Stored;

/// <summary>
/// Encrypts stored requests with AES-256-GCM, if there is a key. Each event has a key of its own, derived from the configured one
/// and the event's id: one key encrypts no more than one request, so that no number of them wears it out (NIST SP 800-38D,
/// section 8.3).
/// </summary>
/// <remarks>
/// Everything happens where the request stands: it may be large. The first byte is the form.
/// Form 2: the request, whose first byte makes room for that of the form. Form 3: the same encrypted from the second byte on, the
/// name of the key, nonce, tag, the length of the name (1 byte). Earlier gateways wrote form 0: the byte, the request; and form 1: the
/// byte, the length and name of the key, nonce, tag, ciphertext; both with the head first (<see cref="StoredRequest"/>).
/// </remarks>
/// <param name="keys">Those of the configuration in force. The first encrypts, all of them decrypt; none leaves requests as they are.</param>
internal sealed class ContentCipher(Func<IReadOnlyList<ContentKey>> keys)
{
    private const byte PlainHeadFirst = 0;
    private const byte EncryptedHeadFirst = 1;
    private const byte Plain = 2;
    private const byte Encrypted = 3;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int IdSize = 16;

    /// <summary>A hash, and no more.</summary>
    private const int MostBound = 32;

    /// <summary>With what is encrypted now; null without encryption.</summary>
    public ContentKey? Current => keys() is [var first, ..] ? first : null;

    /// <summary>How much comes behind what is encrypted with it.</summary>
    public static int RoomFor(ContentKey? key) =>
        key is null ? 0 : Encoding.UTF8.GetByteCount(key.Id) + NonceSize + TagSize + 1;

    /// <summary>Gives the request the form that it is stored in.</summary>
    /// <param name="key">From <see cref="Current"/>.</param>
    /// <param name="id">Of the event; what is encrypted for it can be decrypted for no other.</param>
    /// <param name="content">The request, and as much room as <see cref="RoomFor"/> says.</param>
    /// <param name="length">Of the request. Its first byte is lost.</param>
    /// <param name="bound">What it cannot be opened without, and is not in it: at most <see cref="MostBound"/> bytes.</param>
    public static void Seal(ContentKey? key, Guid id, Span<byte> content, int length, ReadOnlySpan<byte> bound = default)
    {
        if (key is null)
        {
            content[0] = Plain;
            return;
        }

        content[0] = Encrypted;
        var nameLength = content.Length - length - NonceSize - TagSize - 1;
        content[^1] = (byte)nameLength;
        var name = content.Slice(length, nameLength);
        Encoding.UTF8.GetBytes(key.Id, name);
        var nonce = content.Slice(length + nameLength, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> associated = stackalloc byte[2 + byte.MaxValue + MostBound];
        using var cipher = Cipher(key, id);
        cipher.Encrypt(
            nonce,
            content[1..length],
            content[1..length],
            content.Slice(length + nameLength + NonceSize, TagSize),
            Associate(Encrypted, name, bound, associated));
    }

    /// <summary>What was sealed; null if no configured key decrypts it, if it was bound to something else, or was never encrypted.</summary>
    /// <param name="id">Of the request.</param>
    /// <param name="content">What was stored; changed.</param>
    /// <param name="bound">As it was sealed with.</param>
    public Memory<byte>? OpenSealed(Guid id, Memory<byte> content, ReadOnlySpan<byte> bound) =>
        content.Span is [Encrypted, ..] ? OpenEncrypted(id, content, bound) : null;

    /// <summary>The request, a part of the content; null if no configured key decrypts it.</summary>
    /// <param name="id">Of the event.</param>
    /// <param name="content">What was stored; changed where it was encrypted.</param>
    /// <param name="isHeadFirst">As an earlier gateway wrote it.</param>
    public Memory<byte>? Open(Guid id, Memory<byte> content, out bool isHeadFirst)
    {
        var bytes = content.Span;
        isHeadFirst = bytes is [PlainHeadFirst or EncryptedHeadFirst, ..];
        switch (bytes)
        {
            case [PlainHeadFirst, ..]:
                return content[1..];
            case [Plain, ..]:
                return content;
            case [EncryptedHeadFirst, var nameLength, ..] when bytes.Length >= 2 + nameLength + NonceSize + TagSize:
                {
                    var head = 2 + nameLength;
                    var start = head + NonceSize + TagSize;
                    if (TryDecrypt(id, EncryptedHeadFirst, bytes[2..head], bytes[head..start], bytes[start..], bound: default))
                    {
                        return content[start..];
                    }

                    return null;
                }

            case [Encrypted, ..]:
                return OpenEncrypted(id, content, bound: default);
            default:
                return null;
        }
    }

    private Memory<byte>? OpenEncrypted(Guid id, Memory<byte> content, ReadOnlySpan<byte> bound)
    {
        var bytes = content.Span;
        var nameLength = bytes[^1];
        if (bytes.Length < 2 + nameLength + NonceSize + TagSize)
        {
            return null;
        }

        var length = bytes.Length - nameLength - NonceSize - TagSize - 1;
        var name = bytes.Slice(length, nameLength);
        if (TryDecrypt(id, Encrypted, name, bytes[(length + nameLength)..^1], bytes[1..length], bound))
        {
            return content[..length]; // Not in an expression with null, which would become an empty one.
        }

        return null;
    }

    private bool TryDecrypt(
        Guid id, byte form, ReadOnlySpan<byte> name, ReadOnlySpan<byte> nonceAndTag, Span<byte> text, ReadOnlySpan<byte> bound)
    {
        if (Find(Encoding.UTF8.GetString(name)) is not { } key)
        {
            return false;
        }

        Span<byte> associated = stackalloc byte[2 + byte.MaxValue + MostBound];
        try
        {
            using var cipher = Cipher(key, id);
            cipher.Decrypt(nonceAndTag[..NonceSize], text, nonceAndTag[NonceSize..], text, Associate(form, name, bound, associated));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false; // Another key under the same name, or not what was stored.
        }
    }

    /// <summary>Form and key are not encrypted, and cannot be changed either.</summary>
    private static ReadOnlySpan<byte> Associate(byte form, ReadOnlySpan<byte> name, ReadOnlySpan<byte> bound, Span<byte> room)
    {
        (room[0], room[1]) = (form, (byte)name.Length);
        name.CopyTo(room[2..]);
        bound.CopyTo(room[(2 + name.Length)..]);
        return room[..(2 + name.Length + bound.Length)];
    }

    private ContentKey? Find(string id)
    {
        foreach (var key in keys())
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        return null;
    }

    private static AesGcm Cipher(ContentKey key, Guid id)
    {
        Span<byte> salt = stackalloc byte[IdSize];
        Span<byte> own = stackalloc byte[ContentKey.Size];
        id.TryWriteBytes(salt);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Key, own, salt, "gateway stored request"u8);
        try
        {
            return new AesGcm(own, TagSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(own);
        }
    }
}
