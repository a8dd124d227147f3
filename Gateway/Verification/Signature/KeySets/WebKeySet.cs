using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.JsonSchema;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Signature.Keys.PublicKeys;

namespace Gateway.Verification.Signature.KeySets;

/// <summary>A JWK Set (RFC 7517, section 5), read once and never changed.</summary>
internal sealed class WebKeySet
{
    public const int MaxBytes = 64 * 1024;
    public const int MaxKeys = 32;

    /// <summary>Ids stand in a header to the backend.</summary>
    private const int MaxIdLength = 256;

    private WebKeySet(IReadOnlyList<WebKey> keys) => Keys = keys;

    /// <summary>The keys that verify signatures. Others may stand in a set, and are passed over (RFC 7517, section 5).</summary>
    public IReadOnlyList<WebKey> Keys { get; }

    /// <summary>The set, or null and what is wrong, going on from "the key set ".</summary>
    public static WebKeySet? Parse(ReadOnlyMemory<byte> utf8, out string? error)
    {
        if (utf8.Length > MaxBytes)
        {
            error = $"is larger than {MaxBytes} bytes.";
            return null;
        }

        if (StrictJson.Check(utf8.Span, StrictJsonOptions.Default) != JsonDefect.None)
        {
            error = "is not JSON that is read the same everywhere.";
            return null;
        }

        using var document = JsonDocument.Parse(utf8);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("keys"u8, out var members) || members.ValueKind != JsonValueKind.Array)
        {
            error = "has no list of 'keys' (RFC 7517, section 5).";
            return null;
        }

        if (members.GetArrayLength() > MaxKeys)
        {
            error = $"holds more than {MaxKeys} keys.";
            return null;
        }

        error = null;
        var keys = new List<WebKey>();
        foreach (var member in members.EnumerateArray())
        {
            if (member.ValueKind == JsonValueKind.Object && Read(member) is { } key)
            {
                keys.Add(key);
            }
        }

        return new WebKeySet(keys);
    }

    private static WebKey? Read(JsonElement member)
    {
        var id = TextOf(member, "kid");
        var isUnusable = TextOf(member, "use") is not (null or "sig") // RFC 7517, section 4.2
            || (member.TryGetProperty("key_ops"u8, out var uses) && !Verifies(uses)) // section 4.3
            || id is { Length: 0 or > MaxIdLength } || id.AsSpan().ContainsAnyExceptInRange('!', '~');
        if (isUnusable)
        {
            return null;
        }

        var algorithm = TextOf(member, "alg");
        if (TextOf(member, "kty") == "oct")
        {
            var secret = TextOf(member, "k") is { Length: > 0 } text ? StrictBase64Url.Decode(Encoding.UTF8.GetBytes(text)) : null;
            return secret is null ? null : new WebKey(id, algorithm, Info: null, secret);
        }

        try
        {
            return new WebKey(id, algorithm, JsonWebKey.Read(member), Secret: null) { Thumbprint = ThumbprintOf(member) };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>RFC 7638, section 3, and RFC 8037, appendix A.3: the required members alone, by name, without a blank.</summary>
    private static string? ThumbprintOf(JsonElement member)
    {
        string[] names = TextOf(member, "kty") switch
        {
            "RSA" => ["e", "kty", "n"],
            "EC" => ["crv", "kty", "x", "y"],
            _ => ["crv", "kty", "x"],
        };
        var texts = names.Select(name => TextOf(member, name)).ToArray();
        if (!Array.TrueForAll(texts, text => text is not null && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            return null;
        }

        var json = "{" + string.Join(',', names.Zip(texts, (name, text) => $"\"{name}\":\"{text}\"")) + "}";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(json)));
    }

    private static bool Verifies(JsonElement uses) =>
        uses.ValueKind == JsonValueKind.Array
        && uses.EnumerateArray().Any(use => use.ValueKind == JsonValueKind.String && use.ValueEquals("verify"u8));

    private static string? TextOf(JsonElement member, string name) =>
        member.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
