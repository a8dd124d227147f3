using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{hook0-headers}</c>: what Hook0's signature <c>v1</c> covers between timestamp and body: the names that the field <c>h</c>
/// lists, and their values, each with a point behind it; nothing where there is no <c>v1</c>, for <c>v0</c> covers none.
/// </summary>
/// <param name="names">Where the list stands.</param>
/// <param name="signature">Where <c>v1</c> stands, which is never without a list.</param>
internal sealed class Hook0HeadersPart(IValueSource names, IValueSource signature) : IContentPart
{
    /// <summary>Hook0 lists a handful.</summary>
    private const int MaxHeaders = 32;

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (signature.Read(webhook, out _) == ValueState.Missing)
        {
            return ValueState.Found;
        }

        var state = names.Read(webhook, out var list);
        if (state != ValueState.Found)
        {
            return state;
        }

        if (list.Span.Count(' ') >= MaxHeaders)
        {
            return ValueState.Ambiguous;
        }

        sink.Append(Encoding.Latin1.GetBytes($"{list}."));
        foreach (var name in list.ToString().Split(' '))
        {
            if (!HeaderName.IsValid(name))
            {
                return ValueState.Ambiguous;
            }

            var lines = webhook.Request.Headers[name];
            if (lines.Count != 1)
            {
                return lines.Count == 0 ? ValueState.Missing : ValueState.Ambiguous;
            }

            // The body is JSON and begins with the first bracket: no value may hold what could be its beginning.
            var value = lines[0] ?? "";
            if (value.AsSpan().ContainsAny('{', '['))
            {
                return ValueState.Ambiguous;
            }

            sink.Append(Encoding.Latin1.GetBytes($"{value}."));
        }

        return ValueState.Found;
    }
}
