using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{contentful-headers}</c>: the headers that <c>x-contentful-signed-headers</c> lists, <c>name:value</c> in the order of
/// their names, parted by semicolons (<c>signRequest</c> of Contentful's node-apps-toolkit).
/// </summary>
internal sealed class ContentfulHeadersPart : IContentPart
{
    private const string ListName = "x-contentful-signed-headers";
    private const string TimestampName = "x-contentful-timestamp";

    /// <summary>Contentful sends a handful, and a hook may add its own.</summary>
    private const int MaxHeaders = 32;

    private readonly HeaderSource _list = new(ListName);

    /// <param name="signed">The values that are signed: whatever else the list names, these are refused without.</param>
    public ContentfulHeadersPart(ICollection<IValueSource> signed)
    {
        signed.Add(_list);
        signed.Add(new HeaderSource(TimestampName));
    }

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var state = _list.Read(webhook, out var list);
        if (state != ValueState.Found)
        {
            return state;
        }

        if (list.Span.Count(',') >= MaxHeaders)
        {
            return ValueState.Ambiguous;
        }

        var names = list.ToString().Split(',');
        if (!IsInOrder(names)
            || Array.IndexOf(names, ListName) < 0 || Array.IndexOf(names, TimestampName) < 0)
        {
            return ValueState.Ambiguous;
        }

        for (var i = 0; i < names.Length; i++)
        {
            var lines = webhook.Request.Headers[names[i]];
            if (lines.Count != 1)
            {
                return lines.Count == 0 ? ValueState.Missing : ValueState.Ambiguous;
            }

            // A value that goes on like the next header would be another value of it.
            var value = lines[0] ?? "";
            if (i + 1 < names.Length && value.Contains($";{names[i + 1]}:", StringComparison.Ordinal))
            {
                return ValueState.Ambiguous;
            }

            sink.Append(Encoding.Latin1.GetBytes($"{(i == 0 ? "" : ";")}{names[i]}:{value}"));
        }

        return ValueState.Found;
    }

    /// <summary>Lower case, sorted, none twice: the one way to write a list, so that it can be written in no other.</summary>
    private static bool IsInOrder(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!HeaderName.IsValid(names[i]) || names[i].AsSpan().ContainsAnyInRange('A', 'Z')
                || (i > 0 && string.CompareOrdinal(names[i - 1], names[i]) >= 0))
            {
                return false;
            }
        }

        return true;
    }
}
