using System.Security.Cryptography;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>HMAC with one secret (RFC 7518, section 3.2).</summary>
/// <param name="key">The secret.</param>
/// <param name="writer">Makes the tokens of the command line.</param>
/// <param name="only">The only algorithm the secret is meant for; null for any of the route's.</param>
internal sealed class MacTokenKey(byte[] key, TokenWriter writer, string? only = null) : ITokenKey
{
    public bool CanSign => true;

    public bool MayBeShown => true;

    public bool Verify(CompactToken token, DateTimeOffset instant)
    {
        if (token.Algorithm.Mac is not { } hash || (only is not null && token.Algorithm.Name != only))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA512.HashSizeInBytes];
        var length = CryptographicOperations.HmacData(hash, key, token.SigningInput, expected);
        var matches = CryptographicOperations.FixedTimeEquals(token.Signature, expected[..length]);
        CryptographicOperations.ZeroMemory(expected);
        return matches;
    }

    public string Sign(InboundWebhook webhook) => writer.Write(webhook, key);
}
