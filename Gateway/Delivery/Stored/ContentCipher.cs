using System.Security.Cryptography;
using System.Text;

namespace Gateway.Delivery.Stored;

/// <summary>
/// Encrypts stored requests with AES-256-GCM, if there is a key. Each event has a key of its own, derived from the configured one
/// and the event's id: one key encrypts no more than one request, so that no number of them wears it out (NIST SP 800-38D,
/// section 8.3).
/// </summary>
/// <remarks>Form 0: the byte 0, the request. Form 1: the byte 1, the length and name of the key, nonce, tag, ciphertext.</remarks>
/// <param name="keys">Those of the configuration in force. The first encrypts, all of them decrypt; none leaves requests as they are.</param>
internal sealed class ContentCipher(Func<IReadOnlyList<ContentKey>> keys)
{
    private const byte Plain = 0;
    private const byte Encrypted = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int IdSize = 16;

    /// <summary>The form that a request is stored in.</summary>
    /// <param name="id">Of the event; what is encrypted for it can be decrypted for no other.</param>
    /// <param name="request">What is to be stored.</param>
    public ReadOnlyMemory<byte> Seal(Guid id, ReadOnlySpan<byte> request)
    {
        var inForce = keys();
        if (inForce.Count == 0)
        {
            var plain = new byte[1 + request.Length];
            request.CopyTo(plain.AsSpan(1));
            return plain;
        }

        var key = inForce[0];
        var nameLength = Encoding.UTF8.GetByteCount(key.Id);
        var headLength = 2 + nameLength;
        var sealedRequest = new byte[headLength + NonceSize + TagSize + request.Length];
        var head = sealedRequest.AsSpan(0, headLength);
        (head[0], head[1]) = (Encrypted, (byte)nameLength);
        Encoding.UTF8.GetBytes(key.Id, head[2..]);
        var nonce = sealedRequest.AsSpan(headLength, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(key, id);
        cipher.Encrypt(
            nonce,
            request,
            sealedRequest.AsSpan(headLength + NonceSize + TagSize),
            sealedRequest.AsSpan(headLength + NonceSize, TagSize),
            head);
        return sealedRequest;
    }

    /// <summary>The request; null if no configured key decrypts it.</summary>
    public byte[]? Open(Guid id, ReadOnlySpan<byte> content)
    {
        switch (content)
        {
            case [Plain, .. var request]:
                return request.ToArray();
            case [Encrypted, var nameLength, ..] when content.Length >= 2 + nameLength + NonceSize + TagSize:
                var headLength = 2 + nameLength;
                return Find(Encoding.UTF8.GetString(content[2..headLength])) is { } key
                    ? Open(key, id, content[..headLength], content[headLength..])
                    : null;
            default:
                return null;
        }
    }

    private static byte[]? Open(ContentKey key, Guid id, ReadOnlySpan<byte> head, ReadOnlySpan<byte> rest)
    {
        var request = new byte[rest.Length - NonceSize - TagSize];
        try
        {
            using var cipher = Cipher(key, id);
            cipher.Decrypt(
                rest[..NonceSize], rest[(NonceSize + TagSize)..], rest.Slice(NonceSize, TagSize), request, head);
            return request;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null; // Another key under the same name, or not what was stored.
        }
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
