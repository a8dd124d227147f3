using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Cli.Explaining.Characters;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>What happens to secrets between a provider's page, a file, a shell and a program; any two of them together are tried.</summary>
internal static class SecretChanges
{
    /// <summary>No provider's secret is longer, and one that grows with each change is not tried for ever.</summary>
    private const int MostCharacters = 4096;

    public static readonly IReadOnlyList<SecretChange> All =
    [
        // What the gateway's copy has too much.
        new("secret-quoted", "without its quotes", text => text is ['"', _, .., '"'] or ['\'', _, .., '\''] or ['`', _, .., '`'] or ['\u201C', _, .., '\u201D'] or ['\u201E', _, .., '\u201C'] ? text[1..^1] : null),
        new("secret-white-space", "without the white space at its ends", text => text.Trim()),
        new("secret-white-space", "without any white space", text => string.Concat(text.Where(c => !char.IsWhiteSpace(c)))),
        new("secret-name", "without the name in front of it (NAME=)", text => Behind(text, '=')),
        new("secret-name", "without the name in front of it (Name: )", text => Behind(text, ':')?.Trim()),
        new("secret-bearer", "without 'Bearer '", text => text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? text[7..] : null),
        new("secret-lines", "of its first line alone", text => text.Split('\n')[0].TrimEnd('\r')),
        new("secret-lines", "of its last line alone", text => text.TrimEnd('\n', '\r').Split('\n')[^1]),
        new("secret-comment", "without the comment behind it", text => text.IndexOf(" #", StringComparison.Ordinal) is > 0 and var at ? text[..at].TrimEnd() : null),
        new("secret-brackets", "without the brackets around it", text => text is ['<', _, .., '>'] or ['[', _, .., ']'] or ['{', _, .., '}'] or ['(', _, .., ')'] ? text[1..^1] : null),

        // What the provider's copy has more.
        new("secret-quoted", "with double quotes around it", text => $"\"{text}\""),
        new("secret-quoted", "with single quotes around it", text => $"'{text}'"),
        new("secret-white-space", "with a line end behind it", text => text + "\n"),
        new("secret-white-space", "with a blank behind it", text => text + " "),
        new("secret-white-space", "with a line end (CR LF) behind it", text => text + "\r\n"),
        new("secret-white-space", "with a blank in front of it", text => " " + text),
        new("secret-white-space", "with a tab behind it", text => text + "\t"),
        new("secret-white-space", "with a zero byte behind it", text => text + "\0"),
        new("secret-bearer", "with 'Bearer ' in front of it", text => "Bearer " + text),
        new("secret-prefix", "with 'whsec_' in front of it", text => text.StartsWith("whsec_", StringComparison.Ordinal) ? null : "whsec_" + text),
        new("secret-prefix", "without 'whsec_'", text => text.StartsWith("whsec_", StringComparison.Ordinal) ? text[6..] : null),
        new("secret-prefix", "without 'v1,', which stands before signatures and not before secrets", text => text.StartsWith("v1,", StringComparison.Ordinal) ? text[3..] : null),
        new("secret-padding", "with the = that base64 ends with", text => text.Length % 4 is 2 or 3 ? text + new string('=', 4 - (text.Length % 4)) : null),
        new("secret-padding", "without the = at its end", text => text.TrimEnd('=')),

        // Letters.
        new("secret-case", "in upper case", text => text.ToUpperInvariant()),
        new("secret-case", "in lower case", text => text.ToLowerInvariant()),
        new("secret-separators", "without its hyphens", text => text.Replace("-", "", StringComparison.Ordinal)),
        new("secret-separators", "without its colons", text => text.Replace(":", "", StringComparison.Ordinal)),
        new("secret-base64url", "with + and / for - and _", text => text.Replace('-', '+').Replace('_', '/')),
        new("secret-base64url", "with - and _ for + and /", text => text.Replace('+', '-').Replace('/', '_')),
        new("secret-blanks", "with + for its blanks: it was decoded as a form", text => text.Replace(' ', '+')),
        new("secret-normalised", "in composed characters (NFC)", CanonicalText.Compose),
        new("secret-normalised", "in decomposed characters (NFD)", CanonicalText.Decompose),
        new("secret-normalised", "in compatible characters (NFKC)", CanonicalText.Simplify),
        new("secret-invisible", "without characters that cannot be seen", text => string.Concat(text.Where(c => c is not ('\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD')))),
        new("secret-invisible", "with plain blanks and hyphens", text => text.Replace('\u00A0', ' ').Replace('\u2011', '-').Replace('\u2013', '-').Replace('\u2212', '-')),

        // Escapes.
        new("secret-html-escaped", "escaped for HTML", WebUtility.HtmlEncode),
        new("secret-html-escaped", "escaped for HTML (&#39; and &quot;)", text => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#039;", StringComparison.Ordinal)),
        new("secret-html-escaped", "escaped for HTML (&#x27;)", text => WebUtility.HtmlEncode(text).Replace("&#39;", "&#x27;", StringComparison.Ordinal)),
        new("secret-html-escaped", "escaped for XML (&apos;)", text => WebUtility.HtmlEncode(text).Replace("&#39;", "&apos;", StringComparison.Ordinal)),
        new("secret-html-escaped", "escaped for HTML (&nbsp; for blanks)", text => WebUtility.HtmlEncode(text).Replace(" ", "&nbsp;", StringComparison.Ordinal)),
        new("secret-html-escaped", "with < and > and & for HTML's entities", text => WebUtility.HtmlDecode(text).Replace('\u00A0', ' ')),
        new("secret-url-encoded", "encoded for a URL", Uri.EscapeDataString),
        new("secret-url-encoded", "encoded as a form's field", WebUtility.UrlEncode),
        new("secret-url-encoded", "decoded from a URL", text => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : null),
        new("secret-url-encoded", "decoded as a form's field", WebUtility.UrlDecode),
        new("secret-escaped", "with backslashes as JSON has them", text => JsonSerializer.Serialize(text, PlainJson.Texts.String)[1..^1]),
        new("secret-escaped", "with a backslash before its $", text => text.Replace("$", "\\$", StringComparison.Ordinal)),
        new("secret-escaped", "without its backslashes", text => text.Replace("\\", "", StringComparison.Ordinal)),
        new("secret-escaped", "with the characters of its \\u escapes", text => text.Contains("\\u", StringComparison.Ordinal) ? JsonSerializer.Deserialize($"\"{text}\"", PlainJson.Texts.String) : null),
        new("secret-escaped", "with \\u escapes for &, < and >", text => text.Replace("&", "\\u0026", StringComparison.Ordinal).Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal)),
        new("secret-escaped", "with line ends for its \\n", text => text.Replace("\\n", "\n", StringComparison.Ordinal)),
        new("secret-escaped", "with \\n for its line ends", text => text.Replace("\n", "\\n", StringComparison.Ordinal)),
        new("secret-dollars", "with $ for its $$, which Docker Compose makes of it", text => text.Replace("$$", "$", StringComparison.Ordinal)),
        new("secret-dollars", "with $$ for its $", text => text.Replace("$", "$$", StringComparison.Ordinal)),
        new("secret-dollars", "with % for its %%", text => text.Replace("%%", "%", StringComparison.Ordinal)),

        // Encodings.
        new("secret-base64", "decoded from base64", text => Base64.IsValid(text) ? Text(Convert.FromBase64String(text)) : null),
        new("secret-base64", "decoded from base64, without the line end that stood behind it", text => Base64.IsValid(text) ? Text(Convert.FromBase64String(text))?.TrimEnd('\r', '\n') : null),
        new("secret-base64", "encoded in base64", text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        new("secret-base64", "encoded in base64, with a line end that stood behind it", text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text + "\n"))),
        new("secret-base64", "encoded in base64url", text => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))),
        new("secret-hex", "decoded from hex", text => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Text(Convert.FromHexString(text)) : null),
        new("secret-hex", "encoded in hex", text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        new("secret-hex", "encoded in upper-case hex", text => Convert.ToHexString(Encoding.UTF8.GetBytes(text))),
        new("secret-recoded", "from base64 to hex", text => Base64.IsValid(text) ? Convert.ToHexStringLower(Convert.FromBase64String(text)) : null),
        new("secret-recoded", "from hex to base64", text => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Convert.ToBase64String(Convert.FromHexString(text)) : null),
        new("secret-utf8-twice", "in UTF-8 twice", text => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))),
        new("secret-utf8-twice", "in UTF-8 once less", text => text.Any(c => c > '\u007f') && text.All(c => c < '\u0100') ? Text(Encoding.Latin1.GetBytes(text)) : null),

        // Hashes.
        .. Hashes("SHA-256", SHA256.HashData),
#pragma warning disable CA5350, CA5351 // Weak algorithms: they are what was done to the secret.
        .. Hashes("SHA-1", SHA1.HashData),
        .. Hashes("MD5", MD5.HashData),
#pragma warning restore CA5350, CA5351
        .. Hashes("SHA-512", SHA512.HashData),

        // What forms and databases cut off.
        .. ((int[])[16, 20, 24, 32, 36, 40, 48, 50, 63, 64, 72, 100, 128, 255]).Select(length => new SecretChange(
            "secret-cut-off", $"of its first {length} characters alone", text => text.Length > length ? text[..length] : null)),
        new("secret-cut-off", "without its first character", text => text.Length > 8 ? text[1..] : null),
        new("secret-cut-off", "without its last character", text => text.Length > 8 ? text[..^1] : null),
        new("secret-twice", "once, where it stands twice", text => text.Length % 2 == 0 && text[..(text.Length / 2)] == text[(text.Length / 2)..] ? text[..(text.Length / 2)] : null),
        new("secret-twice", "twice in a row", text => text + text),
    ];

    /// <summary>The text with a change; null where there is nothing to change.</summary>
    public static string? Apply(SecretChange change, string text)
    {
        try
        {
            var made = change.Make(text);
            return made is null || made == text || made.Length is 0 or > MostCharacters ? null : made;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or JsonException)
        {
            return null; // No Unicode, or not of the encoding.
        }
    }

    private static IEnumerable<SecretChange> Hashes(string name, Func<byte[], byte[]> hash)
    {
        yield return new("secret-hashed", $"as its {name} in hex", text => Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(text))));
        yield return new("secret-hashed", $"as its {name} in upper-case hex", text => Convert.ToHexString(hash(Encoding.UTF8.GetBytes(text))));
        yield return new("secret-hashed", $"as its {name} in base64", text => Convert.ToBase64String(hash(Encoding.UTF8.GetBytes(text))));
    }

    private static string? Behind(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        var name = at < 0 ? "" : text[..at].Replace("export ", "", StringComparison.Ordinal).Trim();
        return name.Length > 0 && at + 1 < text.Length && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? text[(at + 1)..] : null;
    }

    /// <summary>Strictly: bytes that are no text are a key of their own form.</summary>
    private static string? Text(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
