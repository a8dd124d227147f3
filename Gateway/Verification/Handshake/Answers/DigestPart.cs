using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Gateway.Intake;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Verification.Handshake.Answers;

/// <summary><c>{hmac-sha256-hex(query:token)}</c>: proves to the provider that its endpoint knows the secret.</summary>
/// <param name="function">Which digest, and how it is written.</param>
/// <param name="inputs">What is digested, one behind the other.</param>
/// <param name="key">The key of an HMAC; null for a digest without one.</param>
internal sealed class DigestPart(DigestFunction function, IReadOnlyList<IAnswerPart> inputs, AnswerKey? key) : IAnswerPart
{
    public string? Write(InboundWebhook webhook, JavaScriptEncoder? encoder)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (var input in inputs)
        {
            if (input.Write(webhook, encoder: null) is not { } text)
            {
                return null;
            }

            Encoding.UTF8.GetBytes(text, content);
        }

        Span<byte> digest = stackalloc byte[HMACSHA512.HashSizeInBytes];
        int length;
        if (!function.IsKeyed)
        {
            length = CryptographicOperations.HashData(function.Hash, content.WrittenSpan, digest);
        }
        else if (key?.At(webhook.ReceivedAt) is { } secret)
        {
            length = CryptographicOperations.HmacData(function.Hash, secret, content.WrittenSpan, digest);
        }
        else
        {
            return null; // No secret is in force: there is nothing to prove it with.
        }

        Span<char> written = stackalloc char[SignatureText.MaxLength];
        return written[..SignatureText.Write(digest[..length], function.Encoding, written)].ToString();
    }
}
