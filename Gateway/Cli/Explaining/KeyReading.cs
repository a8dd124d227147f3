using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Verification.Signature.Keys;

namespace Gateway.Cli.Explaining;

/// <summary>How the text of a secret becomes the bytes of a key: the forms of <c>Signature:Key</c>, and null where the text is none of the form.</summary>
internal static class KeyReading
{
    public static byte[]? Read(string? form, string prefix, string suffix, string text)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        text = text[prefix.Length..] + suffix;
        try
        {
            var key = form switch
            {
                "hex" => Convert.FromHexString(text),
                "base64" => Convert.FromBase64String(text),
                "base64url" => Base64Url.DecodeFromChars(text),
                "utf8-nfkd" => Encoding.UTF8.GetBytes(DecomposedText.Of(text)),
#pragma warning disable CA5350 // Weak algorithm: it is how Braintree makes the key.
                "sha1" => SHA1.HashData(Encoding.UTF8.GetBytes(text)),
#pragma warning restore CA5350
                _ => Encoding.UTF8.GetBytes(text),
            };
            return key.Length > 0 ? key : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null; // Not of the form; or no Unicode.
        }
    }
}
