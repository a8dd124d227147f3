using System.Text;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature;

/// <summary>A value of the request, by where it stands.</summary>
/// <param name="source">Where.</param>
/// <param name="encoding">Latin-1 for headers, which gives back the bytes received; UTF-8 for decoded text.</param>
internal sealed class ValuePart(IValueSource source, Encoding encoding) : IContentPart
{
    // Longer values than any scheme signs are hashed in pieces.
    private const int PieceChars = 256;

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var state = source.Read(webhook, out var value);
        if (state == ValueState.Found)
        {
            Append(value.Span, sink);
        }

        return state;
    }

    private void Append(ReadOnlySpan<char> text, IContentSink sink)
    {
        Span<byte> bytes = stackalloc byte[PieceChars * 3];
        while (text.Length > PieceChars)
        {
            // A surrogate pair must not be cut in two.
            var length = char.IsHighSurrogate(text[PieceChars - 1]) ? PieceChars - 1 : PieceChars;
            sink.Append(bytes[..encoding.GetBytes(text[..length], bytes)]);
            text = text[length..];
        }

        sink.Append(bytes[..encoding.GetBytes(text, bytes)]);
    }
}
