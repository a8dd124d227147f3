using System.Text;

namespace Gateway.Reading;

/// <summary>Whether a secret may be found by trying: everybody who sees one signed message can try at home.</summary>
internal static class SecretStrength
{
    public const string Warning =
        "is a secret of less than 16 bytes, which can be found by trying. Use one of 32 random bytes, such as of 'openssl rand -hex 32'.";

    /// <summary>In bytes. 128 bits are the least that NIST SP 800-131A lets a key of an HMAC have, rounded up from 112.</summary>
    private const int Least = 16;

    /// <param name="text">The secret.</param>
    /// <param name="form">How it becomes a key: <c>hex</c>, <c>base64</c>, ...; null for its bytes.</param>
    /// <param name="prefix">What is no part of the key.</param>
    public static bool IsShort(string text, string? form = null, string? prefix = null)
    {
        var rest = prefix is not null && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        var bytes = form switch
        {
            "hex" => rest.Length / 2,
            "base64" or "base64url" => rest.TrimEnd('=').Length * 3 / 4,
            _ => Encoding.UTF8.GetByteCount(rest),
        };
        return bytes < Least;
    }
}
