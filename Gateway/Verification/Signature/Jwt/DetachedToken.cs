using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gateway.JsonSchema;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>
/// Reads a detached JWS (RFC 7515, appendix F): a header and a signature, <c>eyJ...</c>, two dots and <c>sig</c>, over the body, in base64url or, where the
/// header says <c>"b64":false</c>, as it is (RFC 7797).
/// </summary>
internal static class DetachedToken
{
    private static readonly JsonPointerSet HeaderMembers = new("/alg", "/kid", "/crit", "/b64");

    /// <summary>What it makes the process hold, for a body of this length.</summary>
    public static long BytesFor(int text, int body) => text + Base64Url.GetEncodedLength(body);

    /// <summary>The token with the body in it; null for one that is malformed, or signed in a way that is not accepted here.</summary>
    public static CompactToken? Read(ReadOnlySpan<char> text, ReadOnlySpan<TokenAlgorithm> accepted, ReadOnlySpan<byte> body)
    {
        if (text.Length > CompactToken.MaxLength || text.ContainsAnyExceptInRange('-', 'z'))
        {
            return null;
        }

        var dot = text.IndexOf('.');
        if (dot <= 0 || dot + 2 >= text.Length || text[dot + 1] != '.')
        {
            return null;
        }

        var written = new byte[text.Length];
        Encoding.ASCII.GetBytes(text, written);
        if (StrictBase64Url.Decode(written.AsSpan(0, dot)) is not { } header
            || StrictBase64Url.Decode(written.AsSpan(dot + 2)) is not { } signature
            || ReadHeader(header, accepted, out var keyId, out var isEncoded) is not { } algorithm)
        {
            return null;
        }

        var signed = new byte[dot + 1 + (isEncoded ? Base64Url.GetEncodedLength(body.Length) : body.Length)];
        written.AsSpan(0, dot + 1).CopyTo(signed);
        if (isEncoded)
        {
            Base64Url.EncodeToUtf8(body, signed.AsSpan(dot + 1));
        }
        else
        {
            body.CopyTo(signed.AsSpan(dot + 1));
        }

        return new CompactToken(signed, (dot + 1)..signed.Length, signature, algorithm, keyId);
    }

    private static TokenAlgorithm? ReadHeader(byte[] header, ReadOnlySpan<TokenAlgorithm> accepted, out string? keyId, out bool isEncoded)
    {
        Span<LocatedValue> members = new LocatedValue[HeaderMembers.Count];
        (keyId, isEncoded) = (null, true);
        if (HeaderMembers.Read(header, StrictJsonOptions.Default, members) != JsonDefect.None)
        {
            return null;
        }

        var (algorithm, key, critical, encoded) = (members[0], members[1], members[2], members[3]);
        if (algorithm.Kind != JsonKind.String || (key.IsFound && key.Kind != JsonKind.String))
        {
            return null;
        }

        // RFC 7797, section 6: who says b64 has it understood, and nothing else is understood here (RFC 7515, section 4.1.11).
        if (encoded.IsFound ? encoded.Kind is not (JsonKind.True or JsonKind.False) || !IsOfEncodingAlone(critical, header) : critical.IsFound)
        {
            return null;
        }

        isEncoded = encoded.Kind != JsonKind.False;
        keyId = key.IsFound ? key.GetString(header) : null;
        var name = algorithm.GetString(header);
        foreach (var candidate in accepted)
        {
            if (candidate.Name == name)
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsOfEncodingAlone(LocatedValue critical, byte[] header)
    {
        if (critical.Kind != JsonKind.Array)
        {
            return false;
        }

        var reader = new Utf8JsonReader(critical.Raw(header));
        return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("b64"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }
}
