using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Gateway.Intake;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.Content.Providers;

/// <summary>
/// <c>{hygraph-content}</c>: <c>{"Body":"...","EnvironmentName":"...","TimeStamp":...}</c>, the body as a text of JSON as <c>JSON.stringify</c> writes it
/// (<c>verifyWebhookSignature</c> of <c>@hygraph/utils</c>).
/// </summary>
/// <remarks>The body's text ends at the first quote that is not escaped, and the environment's name and the time hold none.</remarks>
internal sealed class HygraphContentPart : IContentPart
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);
    private static readonly SearchValues<char> OfNames = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private readonly IValueSource _environment;
    private readonly IValueSource _time;

    /// <param name="environment">Where the environment's name stands.</param>
    /// <param name="time">Where the time stands.</param>
    /// <param name="signed">The values that are signed, which these are added to.</param>
    public HygraphContentPart(IValueSource environment, IValueSource time, ICollection<IValueSource> signed)
    {
        (_environment, _time) = (environment, time);
        signed.Add(environment);
        signed.Add(time);
    }

    public ValueState Append(InboundWebhook webhook, IContentSink sink)
    {
        var body = webhook.SignedBody.Span;
        var state = _environment.Read(webhook, out var environment);
        state = state == ValueState.Found ? _time.Read(webhook, out var time) : SetNone(out time, state);
        if (state != ValueState.Found)
        {
            return state;
        }

        // What is no UTF-8 would be signed as what a text makes of it.
        if (environment.Span.ContainsAnyExcept(OfNames) || time.Span.ContainsAnyExcept(Digits) || time.Length > 16 || !Utf8.IsValid(body))
        {
            return ValueState.Unreadable;
        }

        sink.Append("{\"Body\":\""u8);
        AppendEscaped(body, sink);
        sink.Append("\",\"EnvironmentName\":\""u8);
        sink.Append(Encoding.ASCII.GetBytes(environment.ToString()));
        sink.Append("\",\"TimeStamp\":"u8);
        sink.Append(Encoding.ASCII.GetBytes(time.ToString()));
        sink.Append("}"u8);
        return ValueState.Found;
    }

    private static ValueState SetNone(out ReadOnlyMemory<char> time, ValueState state)
    {
        time = default;
        return state;
    }

    private static void AppendEscaped(ReadOnlySpan<byte> text, IContentSink sink)
    {
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            sink.Append(text[..at]);
            sink.Append(EscapeOf(text[at]));
            text = text[(at + 1)..];
        }

        sink.Append(text);
    }

    private static ReadOnlySpan<byte> EscapeOf(byte character) => character switch
    {
        (byte)'"' => "\\\""u8,
        (byte)'\\' => "\\\\"u8,
        (byte)'\b' => "\\b"u8,
        (byte)'\f' => "\\f"u8,
        (byte)'\n' => "\\n"u8,
        (byte)'\r' => "\\r"u8,
        (byte)'\t' => "\\t"u8,
        _ => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")),
    };
}
