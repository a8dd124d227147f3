using System.Text;
using Gateway.Intake;
using Gateway.JsonSchema;
using Gateway.Secrets;
using Gateway.Verification.Signature.HttpMessageSignatures;
using Gateway.Verification.Signature.Jwt;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Tenants;

/// <summary>
/// Where a webhook names its tenant. Nothing is proven yet: what stands there chooses whose secrets are tried, and no others, so that a
/// name that is not the sender's is a wrong signature.
/// </summary>
internal sealed class TenantPlace
{
    /// <summary>For messages.</summary>
    public const string Forms = "path:NAME, header:NAME, query:NAME, host:, jwt:iss or signature:keyid";

    private static readonly JsonPointerSet Issuer = new("/iss");

    private readonly string _kind;
    private readonly string _name;

    /// <summary>Which segment of the path it is, for what has not come by routing: <c>gateway explain</c>. -1 for none.</summary>
    private readonly int _index;

    private TenantPlace(string kind, string name, string? path)
    {
        (_kind, _name) = (kind, name);
        _index = Array.IndexOf((path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries), $"{{{name}}}");
    }

    /// <summary>The name of the segment of the path; null where it is not one.</summary>
    public string? Segment => _kind == "path" ? _name : null;

    /// <summary>Whether the sender names its key by its tenant: then each of the tenant's secrets has that name.</summary>
    public bool NamesKey => _kind == "signature";

    /// <summary>The algorithm that it needs; null for any.</summary>
    public string? Algorithm => _kind switch
    {
        "jwt" => "jwt",
        "signature" => "http-message-signatures",
        _ => null,
    };

    /// <summary>The place; null if the text is none.</summary>
    /// <param name="text">As written.</param>
    /// <param name="path">The route's <c>Match:Path</c>.</param>
    public static TenantPlace? Parse(string text, string? path)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        var isOne = (kind, name) switch
        {
            ("path" or "query", { Length: > 0 }) => true,
            ("header", _) => HeaderName.IsValid(name),
            ("host", "") or ("jwt", "iss") or ("signature", "keyid") => true,
            _ => false,
        };
        return isOne && colon >= 0 ? new TenantPlace(kind, name, path) : null;
    }

    /// <summary>The name that stands there once and is one; an empty one for anything else, which no tenant has.</summary>
    public string Read(InboundWebhook webhook, in CandidateList candidates)
    {
        var name = _kind switch
        {
            "path" => webhook.Request.RouteValues[_name] as string ?? SegmentOf(webhook.Request.Path.Value ?? ""),
            "header" => webhook.Request.Headers[_name] is [{ } only] ? only : null,
            "query" => webhook.Query.Read(_name, out var value) == ValueState.Found ? value.ToString() : null,
            "host" => webhook.Request.Host.Host.ToLowerInvariant(),
            "jwt" => candidates.Count == 1 ? IssuerOf(candidates[0], webhook) : null,
            _ => KeyIdOf(webhook),
        };
        return name is not null && TenantName.IsValid(name) ? name : "";
    }

    private string? SegmentOf(string path) =>
        _index < 0 ? null : path.Split('/', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(_index);

    /// <summary>What the token says before anybody has looked whether it is right; the payload that is verified is this one.</summary>
    private static string? IssuerOf(ReadOnlySpan<char> token, InboundWebhook webhook)
    {
        var (first, last) = (token.IndexOf('.'), token.LastIndexOf('.'));
        if (token.Length > CompactToken.MaxLength || last <= first || !Ascii.IsValid(token))
        {
            return null;
        }

        var text = new byte[last - first - 1];
        Encoding.ASCII.GetBytes(token[(first + 1)..last], text);
        if (StrictBase64Url.Decode(text) is not { } payload)
        {
            return null;
        }

        var issuer = default(LocatedValue);
        return Issuer.Read(payload, StrictJsonOptions.Default, new Span<LocatedValue>(ref issuer), webhook.Memory) == JsonDefect.None
            && issuer.Kind == JsonKind.String && issuer.Length is > 0 and <= TenantName.MaxLength
                ? issuer.GetString(payload)
                : null;
    }

    /// <summary>Of several signatures all have to name the same key.</summary>
    private static string? KeyIdOf(InboundWebhook webhook)
    {
        if (webhook.Request.Headers["Signature-Input"] is not [{ } field] || SignatureFields.ReadInputs(field) is not { Count: > 0 } inputs)
        {
            return null;
        }

        var name = inputs[0].KeyId;
        return inputs.TrueForAll(input => input.KeyId == name) ? name : null;
    }
}
