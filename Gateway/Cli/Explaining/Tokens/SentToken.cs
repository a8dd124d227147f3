using System.Buffers.Text;
using System.Text.Json;

namespace Gateway.Cli.Explaining.Tokens;

/// <summary>What the header of a token says (RFC 7515, section 4.1), as far as it can be read.</summary>
/// <param name="Algorithm">Its <c>alg</c>; null where there is none.</param>
/// <param name="KeyId">Its <c>kid</c>; null where there is none.</param>
/// <param name="Certificates">Those of its <c>x5c</c>, null for one that cannot be read; null where there are none.</param>
internal sealed record SentToken(string? Algorithm, string? KeyId, IReadOnlyList<SentCertificate?>? Certificates)
{
    /// <summary>Of those that a token brings; no provider has as many.</summary>
    private const int MostCertificates = 8;

    /// <summary>The token that stands where the route looks for one; null where none can be read.</summary>
    public static SentToken? Of(Evidence evidence) =>
        evidence.Signature.Algorithm is "jwt" or "jws-detached" && evidence.Claims is [var text] ? Read(text) : null;

    private static SentToken? Read(string text)
    {
        try
        {
            var end = Math.Max(0, text.IndexOf('.', StringComparison.Ordinal));
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(text.AsSpan(0, end)));
            return header.RootElement.ValueKind == JsonValueKind.Object
                ? new SentToken(Text(header.RootElement, "alg"), Text(header.RootElement, "kid"), CertificatesOf(header.RootElement))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<SentCertificate?>? CertificatesOf(JsonElement header) =>
        header.TryGetProperty("x5c", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Take(MostCertificates).Select(one =>
                one.ValueKind == JsonValueKind.String && one.TryGetBytesFromBase64(out var der) ? SentCertificate.Read(der) : null)]
            : null;
}
