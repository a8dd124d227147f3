using System.Buffers.Text;
using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The ways in which programs write a hash as text.</summary>
internal static class SignatureRendering
{
    /// <summary>Each with its name, and with the encoding that configuration has for it; null where it has none.</summary>
    public static IEnumerable<(string Text, string Name, string? Encoding)> All(byte[] hash)
    {
        var (hex, upper, base64, url) = (Convert.ToHexStringLower(hash), Convert.ToHexString(hash), Convert.ToBase64String(hash), Base64Url.EncodeToString(hash));
        yield return (hex, "in hex", "hex");
        yield return (upper, "in upper-case hex", "hex-upper");
        yield return (base64, "in base64", "base64");
        yield return (base64.TrimEnd('='), "in base64 without the = at its end", null);
        yield return (base64.Replace('+', '-').Replace('/', '_'), "in base64url with the = at its end", null);
        yield return (url, "in base64url", "base64url");
        yield return (Base64Of(hex), "in hex, and that in base64", null);
        yield return (Base64Of(upper), "in upper-case hex, and that in base64", null);
        yield return (Base64Of(base64), "in base64 twice", null);
        yield return (Convert.ToHexStringLower(Encoding.ASCII.GetBytes(base64)), "in base64, and that in hex", null);
        yield return (Convert.ToHexStringLower(Encoding.ASCII.GetBytes(hex)), "in hex twice", null);
        yield return (Uri.EscapeDataString(base64), "in base64, encoded for a URL", null);
        yield return (Uri.EscapeDataString(Uri.EscapeDataString(base64)), "in base64, encoded for a URL twice", null);
        yield return (base64.Replace("/", "\\/", StringComparison.Ordinal), "in base64 with its slashes escaped", null);
        foreach (var separator in (string[])[":", "-", " "])
        {
            yield return (string.Join(separator, upper.Chunk(2).Select(pair => new string(pair))), $"in hex with '{separator}' between its bytes", null);
            yield return (string.Join(separator, hex.Chunk(2).Select(pair => new string(pair))), $"in hex with '{separator}' between its bytes", null);
        }

        yield return (string.Concat(hash.Reverse().Select(one => $"{one:x2}")), "in hex, its bytes the other way round", null);
        yield return (Encoding.Latin1.GetString(hash), "as bytes that are no text", null);
    }

    private static string Base64Of(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
