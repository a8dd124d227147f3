using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Intake.Memory;
using NSec.Cryptography;

namespace Gateway.Attestation;

/// <summary>Ed25519 (RFC 8032) with a key of which receivers have the public half alone.</summary>
#pragma warning disable CA1001 // Not disposable: a request may sign with it when another configuration is in force. What it holds goes with it.
internal sealed class Ed25519AttestationKey : IAttestationKey
#pragma warning restore CA1001
{
    public const int SeedBytes = 32;
    public const int KeyBytes = 32;

    private readonly Key _key;

    /// <param name="id">Null for the key's thumbprint.</param>
    /// <param name="seed">The private key as RFC 8032 has it.</param>
    public Ed25519AttestationKey(string? id, ReadOnlySpan<byte> seed)
    {
        _key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        PublicKey = _key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        Id = id ?? Thumbprint(PublicKey.Span);
    }

    public string Id { get; }

    public string Version => "v1a";

    public string Algorithm => "ed25519";

    public int SignatureLength => 64;

    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>libsodium takes what it signs in one piece: a second copy of the body, for as long as that takes.</summary>
    public bool TrySign(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, MemoryAccount memory, Span<byte> signature)
    {
        if (body.IsEmpty)
        {
            SignatureAlgorithm.Ed25519.Sign(_key, head, signature);
            return true;
        }

        var length = checked(head.Length + body.Length);
        if (!memory.TryRent(length, out var block))
        {
            return false;
        }

        try
        {
            var whole = block.AsSpan(0, length);
            head.CopyTo(whole);
            body.CopyTo(whole[head.Length..]);
            SignatureAlgorithm.Ed25519.Sign(_key, whole, signature);
            return true;
        }
        finally
        {
            memory.Return(block);
        }
    }

    /// <summary>RFC 7638, with the members that RFC 8037, section 2, requires.</summary>
    private static string Thumbprint(ReadOnlySpan<byte> key) => Base64Url.EncodeToString(
        SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"Ed25519","kty":"OKP","x":"{{Base64Url.EncodeToString(key)}}"}""")));
}
