using System.Text;
using Gateway.Verification;
using Gateway.Verification.Values;

namespace Gateway.Delivery.Destinations.Brokers;

/// <summary>
/// Compiles templates: text with <c>{type}</c>, <c>{route}</c> and values such as <c>{body:/customer}</c> in it; <c>{{</c> and
/// <c>}}</c> are the braces themselves.
/// </summary>
/// <param name="context">The route.</param>
internal sealed class TemplateCompiler(StageContext context)
{
    private readonly List<(IValueSource Source, string Written, string[] At)> _values = [];

    /// <summary>The template; null if a problem was reported.</summary>
    /// <param name="text">As written.</param>
    /// <param name="at">Where, below the route's section.</param>
    public ValueTemplate? Compile(string text, string[] at)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
            }
            else if (text[i] == '{' && text.IndexOf('}', i) is > 0 and var end)
            {
                Flush(parts, literal);
                if (Part(text[(i + 1)..end], at) is not { } part)
                {
                    return null;
                }

                parts.Add(part);
                i = end;
            }
            else if (text[i] is '{' or '}')
            {
                context.Report($"'{text}' has a brace without the other one; write '{text[i]}{text[i]}' for the brace itself.", at);
                return null;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        Flush(parts, literal);
        return new ValueTemplate(parts);
    }

    /// <summary>Once the signature is compiled: a value that is not signed would be anyone's to choose in a captured webhook.</summary>
    public void CheckSigned(SignedValues? signed)
    {
        foreach (var (source, written, at) in _values)
        {
            if (signed is not null && !source.IsCoveredBy(signed))
            {
                context.Report(
                    $"'{written}' is not part of what is signed: anyone could have a captured webhook sent elsewhere. Name a value that "
                    + "'Signature:Content' covers.",
                    at);
            }
            else
            {
                context.ReportChosenByType(source, written, signed, at);
            }
        }
    }

    private static void Flush(List<TemplatePart> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(TemplatePart.Text(literal.ToString()));
            literal.Clear();
        }
    }

    private TemplatePart? Part(string name, string[] at)
    {
        switch (name)
        {
            case "route":
                return TemplatePart.Text(context.Route);
            case "type":
                if (context.Section.Node.At("Events", "Type").Value is null)
                {
                    context.Report("'{type}' needs the route's 'Events.Type', which says where the event's type stands.", at);
                    return null;
                }

                return TemplatePart.Known("{type}", static webhook => webhook.EventType);

            case "tenant":
                if (context.Section.Node.At("Tenant", "From").Value is null)
                {
                    context.Report("'{tenant}' needs the route's 'Tenant', which says where a webhook names it.", at);
                    return null;
                }

                return TemplatePart.Known("{tenant}", static webhook => webhook.Tenant);

            default:
                return Value(name, at);
        }
    }

    /// <summary>A claim of a token or a parameter of a signature: what the attempt reads the request for again is what was sent, and not what proved it.</summary>
    private static bool IsOfProof(string place) =>
        place.StartsWith("lower:", StringComparison.Ordinal) ? IsOfProof(place["lower:".Length..])
        : place.StartsWith("jwt:", StringComparison.Ordinal) || place.StartsWith("signature:", StringComparison.Ordinal);

    private TemplatePart? Value(string name, string[] at)
    {
        if (name.Split('|', StringSplitOptions.TrimEntries).Any(IsOfProof))
        {
            context.Report($"'{name}' is found out when a webhook is verified, and not kept with a queued one; name a value of its headers, its query or its body.", at);
            return null;
        }

        if (context.UnprovenSource(name, at) is not { } source)
        {
            return null;
        }

        _values.Add((source, name, at));
        return TemplatePart.Value($"{{{name}}}", source);
    }
}
