using System.Security.Cryptography;
using Gateway.Intake;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary><c>hmac-sha256</c> (RFC 9421, section 3.3.3) with one secret.</summary>
/// <param name="key">The secret.</param>
/// <param name="writer">Writes the messages of the command line.</param>
internal sealed class SharedMessageKey(byte[] key, MessageWriter writer) : IMessageKey
{
    public bool CanSign => true;

    public bool MayBeShown => true;

    public bool Verify(ReadOnlySpan<byte> signatureBase, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signatureBase, expected);
        var matches = CryptographicOperations.FixedTimeEquals(expected, signature);
        CryptographicOperations.ZeroMemory(expected);
        return matches;
    }

    public string Sign(InboundWebhook webhook) =>
        writer.Write(webhook, signatureBase => HMACSHA256.HashData(key, signatureBase));
}
