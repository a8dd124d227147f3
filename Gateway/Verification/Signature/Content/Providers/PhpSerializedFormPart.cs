using System.Globalization;
using System.Text;
using Gateway.Intake;

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
        if (webhook.Form?.Sorted() is not { } fields)
        {
            return ValueState.Unreadable;
        }

        var count = fields.Count;
        for (var i = 0; i < fields.Count; i++)
        {
            // Of two fields of one name PHP keeps the last, and another reader the first.
            if (i > 0 && fields[i].Key == fields[i - 1].Key)
            {
                return ValueState.Ambiguous;
            }

            count -= fields[i].Key == SignatureName ? 1 : 0;
        }

        Append(string.Create(CultureInfo.InvariantCulture, $"a:{count}:{{"), sink);
        foreach (var (name, value) in fields)
        {
            if (name != SignatureName)
            {
                AppendText(name, sink);
                AppendText(value, sink);
            }
        }

        sink.Append("}"u8);
        return ValueState.Found;
    }

    private static void AppendText(string text, IContentSink sink) =>
        Append(string.Create(CultureInfo.InvariantCulture, $"s:{Encoding.UTF8.GetByteCount(text)}:\"{text}\";"), sink);

    private static void Append(string text, IContentSink sink) => sink.Append(Encoding.UTF8.GetBytes(text));
}
