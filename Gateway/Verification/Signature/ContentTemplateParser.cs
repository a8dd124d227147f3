using System.Text;
using Gateway.Verification.Values;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Verification.Signature;

/// <summary>Compiles <c>Signature:Content</c>, e.g. <c>{timestamp}.{body}</c>.</summary>
internal sealed class ContentTemplateParser(IValueSource? timestamp, PublicUrl? publicUrl, BodyPointers bodyPointers)
{
    public const string Placeholders =
        "{body}, {timestamp}, {header:NAME}, {query:NAME}, {form:NAME}, {body:/pointer}, {method}, {path}, {url}";

    private readonly List<IValueSource> _named = [];
    private bool _coversBody;
    private bool _coversQuery;

    /// <summary>Returns the template, or null and what is wrong with the text.</summary>
    public ContentTemplate? Parse(string text, out string? error)
    {
        var parts = new List<IContentPart>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('{');
            var literal = open < 0 ? rest : rest[..open];
            if (!literal.IsEmpty)
            {
                // A line feed is written \n: JSON has turned it into the character already.
                parts.Add(new LiteralPart(Encoding.UTF8.GetBytes(literal.ToString())));
            }

            rest = open < 0 ? default : rest[open..];
            if (rest.IsEmpty)
            {
                break;
            }

            var close = rest.IndexOf('}');
            if (close < 0)
            {
                error = $"'{rest}' has no closing brace; known placeholders: {Placeholders}.";
                return null;
            }

            if (ParsePlaceholder(rest[1..close].ToString(), out error) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            rest = rest[(close + 1)..];
        }

        error = parts.Count == 0 ? "is empty; nothing would be signed." : null;
        return parts.Count == 0 ? null : new ContentTemplate(parts, new SignedValues(_coversBody, _coversQuery, _named));
    }

    private IContentPart? ParsePlaceholder(string name, out string? error)
    {
        error = null;
        switch (name)
        {
            case "body":
                _coversBody = true;
                return new BodyPart();
            case "method":
                return new RequestPart(static webhook => webhook.Request.Method);
            case "path":
                return new RequestPart(static webhook => RawPath(webhook.Context));
            case "url" when publicUrl is not null:
                _coversQuery = true;
                return new RequestPart(webhook => publicUrl.Of(RawPath(webhook.Context), webhook.Request.QueryString.Value));
            case "url":
                error = "{url} needs the route's 'PublicUrl': the URL registered at the provider, never the Host header.";
                return null;
            case "timestamp" when timestamp is not null:
                return Value(timestamp);
            case "timestamp":
                error = "{timestamp} needs 'Replay:Timestamp', which says where the timestamp stands.";
                return null;
        }

        if (ValueSourceParser.Parse(name, bodyPointers, out _) is { } source)
        {
            return Value(source);
        }

        error = $"unknown placeholder '{{{name}}}'; known: {Placeholders}.";
        return null;
    }

    private ValuePart Value(IValueSource source)
    {
        _named.Add(source);
        return new ValuePart(source);
    }

    /// <summary>The path as the sender wrote it: decoding and encoding again would change signed bytes.</summary>
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
