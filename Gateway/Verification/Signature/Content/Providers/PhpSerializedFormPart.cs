using System.Globalization;
using System.Text.Unicode;
using Gateway.Intake;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{php-serialized-form}</c>: the fields of the form but <c>p_signature</c>, decoded, sorted by name, as PHP's
/// <c>serialize</c> writes an array of strings (Paddle Classic, "Verifying webhooks").
/// </summary>
internal sealed class PhpSerializedFormPart : IContentPart
{
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
            if (fields.HasNameOfBefore(i))
            {
                return ValueState.Ambiguous;
            }

            count -= IsSignature(fields.NameAt(i)) ? 1 : 0;
        }

        AppendLabel('a', count, ":{", sink);
        for (var i = 0; i < fields.Count; i++)
        {
            if (!IsSignature(fields.NameAt(i)))
            {
                AppendText(fields.NameAt(i), sink);
                AppendText(fields.ValueAt(i), sink);
            }
        }

        sink.Append("}"u8);
        return ValueState.Found;
    }

    private static bool IsSignature(ReadOnlySpan<byte> name) => name.SequenceEqual("p_signature"u8);

    private static void AppendText(ReadOnlySpan<byte> text, IContentSink sink)
    {
        AppendLabel('s', text.Length, ":\"", sink);
        sink.Append(text);
        sink.Append("\";"u8);
    }

    private static void AppendLabel(char type, int count, string behind, IContentSink sink)
    {
        Span<byte> label = stackalloc byte[16];
        Utf8.TryWrite(label, CultureInfo.InvariantCulture, $"{type}:{count}{behind}", out var length);
        sink.Append(label[..length]);
    }
}
