using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content;

/// <summary>A value of the request, by where it stands.</summary>
internal sealed class ValuePart(IValueSource source, ValueBoundary boundary, bool isOptional) : IContentPart
{
    // Longer values than any scheme signs are hashed in pieces.
    private const int PieceChars = 256;

    // Latin-1 gives back the bytes of a header; for decoded text it would make one '?' of many characters.
    private readonly Encoding _encoding = source.IsHeader ? Encoding.Latin1 : Encoding.UTF8;

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        if (boundary == ValueBoundary.None && source.ReadUtf8(webhook, out var bytes) is { } read)
        {
            sink.Append(bytes);
            return Of(webhook, read);
        }

        var state = source.Read(webhook, out var value);
        if (state != ValueState.Found)
        {
            return Of(webhook, state);
        }

        if (!boundary.Allows(value.Span))
        {
            return ValueState.Ambiguous;
        }

        Append(value.Span, sink);
        return ValueState.Found;
    }

    private ValueState Of(InboundWebhook webhook, ValueState state) =>
        isOptional && state == ValueState.Missing && !HoldsSomething(webhook) ? ValueState.Found : state;

    /// <summary>A list or an object in the place of a value would be signed as nothing, and read by the backend.</summary>
    private bool HoldsSomething(InboundWebhook webhook) => source.PointerIndex is { } index && webhook.Json.IsComposite(index);

    private void Append(ReadOnlySpan<char> text, IContentSink sink)
    {
        Span<byte> bytes = stackalloc byte[PieceChars * 3];
        while (text.Length > PieceChars)
        {
            // A surrogate pair must not be cut in two.
            var length = char.IsHighSurrogate(text[PieceChars - 1]) ? PieceChars - 1 : PieceChars;
            sink.Append(bytes[.._encoding.GetBytes(text[..length], bytes)]);
            text = text[length..];
        }

        sink.Append(bytes[.._encoding.GetBytes(text, bytes)]);
    }
}
