using System.Text;
using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature.Jwt;

/// <summary>One entry of <c>Jwt:Claims</c>: a claim and what it must say.</summary>
/// <param name="name">The claim's.</param>
/// <param name="content">Null if it may say anything, and must be there.</param>
internal sealed class ExpectedTokenClaim(string name, ContentTemplate? content)
{
    private const string Audience = "aud";

    // More than any provider addresses at once.
    private const int MaxAudiences = 8;

    private readonly JsonPointerSet _pointers = Pointers(name);

    public string Name => name;

    public ContentTemplate? Content => content;

    public bool Holds(InboundWebhook webhook, TokenClaims claims)
    {
        Span<LocatedValue> values = new LocatedValue[_pointers.Count];
        claims.Locate(_pointers, values);
        if (name.StartsWith('/'))
        {
            values = values.Slice(Math.Max(0, FirstFound(values)), 1);
        }

        if (content is null)
        {
            return values[0].IsFound && values[0].Kind != JsonKind.Null;
        }

        if (!values[0].IsFound)
        {
            // MessageBird leaves the digest of an empty body out. With a body the claim must be there.
            return content.OnlyDigest is { IsOfBody: true } && webhook.Body.Length == 0;
        }

        if (values[0].Kind != JsonKind.Array)
        {
            return Equals(content, values[0], webhook, claims);
        }

        // RFC 7519, section 4.1.3: one of several audiences is enough. Any other claim says one thing.
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i].Kind == JsonKind.String && Equals(content, values[i], webhook, claims))
            {
                return true;
            }
        }

        return false;
    }

    private static int FirstFound(ReadOnlySpan<LocatedValue> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].IsFound)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Equals(ContentTemplate content, LocatedValue value, InboundWebhook webhook, TokenClaims claims)
    {
        if (!value.IsScalar)
        {
            return false;
        }

        var text = Encoding.UTF8.GetBytes(value.GetString(claims.Json));
        var isBase64Url = content.OnlyDigest is { Form: DigestForm.Sha256Base64Url };
        var comparison = new ContentComparison(isBase64Url ? WithoutPadding(text) : text);
        return content.Append(webhook, comparison) == ValueState.Found && comparison.IsEqual;
    }

    /// <summary>QStash pads its base64url, which RFC 7515 does not: the digest is the same.</summary>
    private static ReadOnlyMemory<byte> WithoutPadding(byte[] text) => text.AsMemory().TrimEnd((byte)'=');

    /// <summary>A name that begins with a slash is a pointer into the claims, or several: the first that leads to something counts.</summary>
    private static JsonPointerSet Pointers(string name) => name.StartsWith('/')
        ? new(name.Split(" | "))
        : name == Audience
        ? new(["/aud", .. Enumerable.Range(0, MaxAudiences).Select(index => $"/aud/{index}")])
        : new(TokenClaims.PointerTo(name));
}
