using System.Security.Cryptography;
using Gateway.Intake.Memory;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Attestation;

/// <summary>HMAC-SHA256 with a secret that the receiver has, too.</summary>
internal sealed class SharedAttestationKey : IAttestationKey
{
    public const string Prefix = "whsec_";

    /// <summary>Standard Webhooks 1.0.</summary>
    public const int LeastBytes = 24;
    public const int MostBytes = 64;

    private readonly HmacKey _key;

    public SharedAttestationKey(string id, byte[] key)
    {
        Id = id;
        _key = new HmacKey(HmacHashes.Sha256, key);
    }

    public string Id { get; }

    public string Version => "v1";

    public string Algorithm => "hmac-sha256";

    public int SignatureLength => HMACSHA256.HashSizeInBytes;

    public ReadOnlyMemory<byte> PublicKey => default;

    /// <summary>The key that a text holds behind its <see cref="Prefix"/>; null if it is none.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> encoded)
    {
        var key = new byte[encoded.Length];
        return Convert.TryFromBase64Chars(encoded, key, out var length) && length is >= LeastBytes and <= MostBytes ? key[..length] : null;
    }

    public bool TrySign(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, MemoryAccount memory, Span<byte> signature)
    {
        var hash = _key.Begin();
        hash.Append(head);
        hash.Append(body);
        hash.Finish(signature);
        _key.End(hash);
        return true;
    }
}
