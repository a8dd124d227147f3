using System.Buffers;
using System.Buffers.Text;

namespace Gateway.Cli.Explaining;

/// <summary>Reads the bytes of a signature from its text.</summary>
internal static class SignatureBytes
{
    /// <summary>The bytes, if the text is of exactly this encoding; else null.</summary>
    public static byte[]? Read(string text, string? encoding) => encoding switch
    {
        null or "hex" => text.All(char.IsAsciiHexDigitLower) ? Hex(text) : null,
        "hex-upper" => text.All(char.IsAsciiHexDigitUpper) ? Hex(text) : null,
        "base64" => Base64.IsValid(text) && text.Length % 4 == 0 ? Convert.FromBase64String(text) : null,
        "base64url" => text.Contains('=', StringComparison.Ordinal) ? null : Url(text),
        _ => null,
    };

    /// <summary>The bytes in any encoding that fits, padded or not; each reading once.</summary>
    public static IEnumerable<byte[]> ReadAny(string text)
    {
        if (text.Length is 0 or > 1024)
        {
            yield break;
        }

        if (Hex(text) is { } hex)
        {
            yield return hex;
        }

        var plain = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        plain += new string('=', (4 - (plain.Length % 4)) % 4);
        if (Base64.IsValid(plain))
        {
            yield return Convert.FromBase64String(plain);
        }
    }

    private static byte[]? Hex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done ? bytes : null;
    }

    private static byte[]? Url(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
