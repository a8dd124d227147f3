using System.Globalization;
using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{php-serialized-form}</c>: the fields of the form but <c>p_signature</c>, decoded, sorted by name, as PHP's
/// <c>serialize</c> writes an array of strings (Paddle Classic, "Verifying webhooks").
/// </summary>
internal sealed class PhpSerializedFormPart : IContentPart
{
    private const string SignatureName = "p_signature";

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var body = webhook.Body.Memory.Span;
        if (!MediaType.IsForm(webhook.Request.ContentType) || body.Count((byte)'&') >= SortedFormPart.MaxFields)
        {
            return ValueState.Unreadable;
        }

        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var fields = new FormEnumerator(body);
        while (fields.MoveNext())
        {
            // Of two fields of one name PHP keeps the last, and another reader the first.
            if (!sorted.TryAdd(fields.Name, fields.Value))
            {
                return ValueState.Ambiguous;
            }
        }

        sorted.Remove(SignatureName);
        Append(string.Create(CultureInfo.InvariantCulture, $"a:{sorted.Count}:{{"), sink);
        foreach (var (name, value) in sorted)
        {
            AppendText(name, sink);
            AppendText(value, sink);
        }

        sink.Append("}"u8);
        return ValueState.Found;
    }

    private static void AppendText(string text, IContentSink sink) =>
        Append(string.Create(CultureInfo.InvariantCulture, $"s:{Encoding.UTF8.GetByteCount(text)}:\"{text}\";"), sink);

    private static void Append(string text, IContentSink sink) => sink.Append(Encoding.UTF8.GetBytes(text));
}
