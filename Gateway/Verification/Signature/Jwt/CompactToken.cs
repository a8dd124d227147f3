using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>
/// A JWS in its compact form (RFC 7515, section 7.1), of which nothing but the header has been read: what stands in the
/// payload means nothing until the signature is verified.
/// </summary>
internal sealed class CompactToken
{
    /// <summary>In characters. Far above any provider's, and what a server takes as a header.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The same of a token in a body that brings its certificates, and within it others that do (Apple).</summary>
    public const int MaxLengthWithCertificates = 64 * 1024;

    private static readonly JsonPointerSet HeaderMembers = new("/alg", "/kid", "/crit", "/x5c");

    private readonly byte[] _text;
    private readonly Range _payload;

    public CompactToken(byte[] text, Range payload, byte[] signature, TokenAlgorithm algorithm, string? keyId) =>
        (_text, _payload, Signature, Algorithm, KeyId) = (text, payload, signature, algorithm, keyId);

    public TokenAlgorithm Algorithm { get; }

    /// <summary>The key that the token says it was signed with; null if it says none.</summary>
    public string? KeyId { get; }

    public byte[] Signature { get; }

    /// <summary>The header's <c>x5c</c> (RFC 7515, section 4.1.6) as it stands there, a list of JSON; empty where there is none. Believed by nobody yet.</summary>
    public ReadOnlyMemory<byte> Certificates { get; private init; }

    /// <summary>What is signed: header and payload as they stand.</summary>
    public ReadOnlySpan<byte> SigningInput => _text.AsSpan(0, _payload.End.Value);

    /// <summary>The payload's bytes; null if they are not base64url.</summary>
    public byte[]? DecodePayload() => StrictBase64Url.Decode(_text.AsSpan(_payload));

    /// <summary>The token; null for one that is malformed, or signed in a way that is not accepted here.</summary>
    public static CompactToken? Read(ReadOnlySpan<char> text, ReadOnlySpan<TokenAlgorithm> accepted, int maxLength = MaxLength)
    {
        if (text.Length > maxLength || text.ContainsAnyExceptInRange('-', 'z'))
        {
            return null;
        }

        var first = text.IndexOf('.');
        var last = text.LastIndexOf('.');
        if (first <= 0 || last <= first + 1 || last == text.Length - 1)
        {
            return null; // A dot too many is in the payload, and no base64url.
        }

        var bytes = new byte[text.Length];
        Encoding.ASCII.GetBytes(text, bytes);
        return StrictBase64Url.Decode(bytes.AsSpan(0, first)) is { } header
            && StrictBase64Url.IsValid(bytes.AsSpan(first + 1, last - first - 1))
            && StrictBase64Url.Decode(bytes.AsSpan(last + 1)) is { } signature
            && ReadHeader(header, accepted, out var keyId, out var certificates) is { } algorithm
                ? new CompactToken(bytes, (first + 1)..last, signature, algorithm, keyId) { Certificates = certificates }
                : null;
    }

    private static TokenAlgorithm? ReadHeader(byte[] header, ReadOnlySpan<TokenAlgorithm> accepted, out string? keyId, out ReadOnlyMemory<byte> certificates)
    {
        Span<LocatedValue> members = new LocatedValue[HeaderMembers.Count];
        (keyId, certificates) = (null, default);
        if (HeaderMembers.Read(header, StrictJsonOptions.Default, members) != JsonDefect.None)
        {
            return null;
        }

        var (algorithm, key, critical) = (members[0], members[1], members[2]);

        // RFC 7515, section 4.1.11: what the sender says must be understood and is not, ends it. Nothing is understood here.
        if (algorithm.Kind != JsonKind.String || critical.IsFound || (key.IsFound && key.Kind != JsonKind.String))
        {
            return null;
        }

        certificates = members[3].Kind == JsonKind.Array ? header.AsMemory(members[3].Start, members[3].Length) : default;
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
}
