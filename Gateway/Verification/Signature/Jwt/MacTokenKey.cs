using System.Security.Cryptography;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>HMAC with one secret (RFC 7518, section 3.2).</summary>
/// <param name="key">The secret.</param>
/// <param name="writer">Makes the tokens of the command line.</param>
internal sealed class MacTokenKey(byte[] key, TokenWriter writer) : ITokenKey
{
    public bool CanSign => true;

    public bool MayBeShown => true;

    public bool Verify(CompactToken token)
    {
        if (token.Algorithm.Mac is not { } hash)
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
