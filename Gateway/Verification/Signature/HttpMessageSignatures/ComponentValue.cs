using System.Text;
using Gateway.Intake;
using Gateway.Verification.Signature.Content;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary>The value of a component in this request (RFC 9421, sections 2.1 and 2.2).</summary>
internal static class ComponentValue
{
    /// <summary>The value, or null where the request has none, or none that is beyond doubt.</summary>
    public static string? Of(Component component, InboundWebhook webhook, IPublicUrl url, QueryComponents query)
    {
        if (component.Name[0] != '@')
        {
            var header = Header(webhook.Request.Headers, component.Name);
            return header is null || component is { Key: null, IsStructured: false } ? header
                : component.Key is { } member ? StructuredField.Member(header, member)
                : StructuredField.Written(header, StructuredField.TypeOf(component.Name)!.Value);
        }

        if (RequestTarget.Of(webhook) is not { } target)
        {
            return null;
        }

        return component.Name switch
        {
            "@method" => webhook.Request.Method,
            "@query" => target.Query.Length == 0 ? "?" : target.Query,
            Component.QueryParam => query.Of(component.Parameter!),

            // The URL as the provider knows it: what stands in Host is the sender's to choose.
            _ => url.Of(webhook) is { } known ? OfUrl(component.Name, target, known) : null,
        };
    }

    private static string? OfUrl(string component, RequestTarget target, PublicUrl url) => component switch
    {
        "@target-uri" => url.Of(target.Path, target.Query),
        "@authority" => url.Authority,
        "@scheme" => url.Scheme,
        "@request-target" => url.PathOf(target.Path) + target.Query,
        "@path" => url.PathOf(target.Path),
        _ => null,
    };

    /// <summary>Section 2.1: all lines of the name, without the blanks around them, parted by a comma and a blank.</summary>
    private static string? Header(IHeaderDictionary headers, string name)
    {
        var lines = headers[name];
        if (lines.Count == 0)
        {
            return null;
        }

        if (lines.Count == 1)
        {
            return lines[0]?.Trim(' ', '\t');
        }

        var value = new StringBuilder();
        foreach (var line in lines)
        {
            value.Append(value.Length == 0 ? "" : ", ").Append((line ?? "").AsSpan().Trim(" \t"));
        }

        return value.ToString();
    }
}
