using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Observability;

/// <summary>
/// One line of the log, written as <see cref="LogLineFormatter"/> would, without an event and its properties as objects: what is logged for
/// every webhook costs a fraction so. For one line at a time.
/// </summary>
internal sealed class JsonLogLine
{
    /// <summary>In bytes; what a longer line has needed is not kept.</summary>
    private const int MostKept = 16 * 1024;

    private const int TimestampLength = 33;

    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("Timestamp");
    private static readonly JsonEncodedText Level = JsonEncodedText.Encode("Level");
    private static readonly JsonEncodedText RenderedMessage = JsonEncodedText.Encode("RenderedMessage");
    private static readonly JsonEncodedText TraceId = JsonEncodedText.Encode("TraceId");
    private static readonly JsonEncodedText SpanId = JsonEncodedText.Encode("SpanId");
    private static readonly JsonEncodedText Properties = JsonEncodedText.Encode("Properties");
    private static readonly JsonEncodedText EventId = JsonEncodedText.Encode("EventId");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("Id");
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("Name");
    private static readonly JsonEncodedText SourceContext = JsonEncodedText.Encode("SourceContext");

    [ThreadStatic]
    private static JsonLogLine? _ofThread;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public JsonLogLine() => Json = new Utf8JsonWriter(
        _buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>This thread's.</summary>
    public static JsonLogLine OfThread =>
        _ofThread is { _buffer.Capacity: <= MostKept } kept ? kept : _ofThread = new JsonLogLine();

    /// <summary>For the properties, between begin and end.</summary>
    public Utf8JsonWriter Json { get; }

    /// <param name="now">With the local time's offset.</param>
    /// <param name="level">Its name.</param>
    /// <param name="message">For people.</param>
    public void Begin(DateTimeOffset now, JsonEncodedText level, ReadOnlySpan<char> message)
    {
        _buffer.ResetWrittenCount();
        Json.Reset();
        Json.WriteStartObject();
        Span<byte> timestamp = stackalloc byte[TimestampLength];
        Utf8Formatter.TryFormat(now, timestamp, out var length, 'O');
        Json.WriteString(Timestamp, timestamp[..length]);
        Json.WriteString(Level, level);
        Json.WriteString(RenderedMessage, message);
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            Json.WriteString(TraceId, activity.TraceId.ToHexString());
            Json.WriteString(SpanId, activity.SpanId.ToHexString());
        }

        Json.WriteStartObject(Properties);
    }

    /// <summary>The whole line; valid until another is begun.</summary>
    public ReadOnlyMemory<byte> Finish(int eventId, JsonEncodedText eventName, JsonEncodedText source)
    {
        Json.WriteStartObject(EventId);
        Json.WriteNumber(Id, eventId);
        Json.WriteString(Name, eventName);
        Json.WriteEndObject();
        Json.WriteString(SourceContext, source);
        Json.WriteEndObject();
        Json.WriteEndObject();
        Json.Flush();
        _buffer.Write("\n"u8);
        return _buffer.WrittenMemory;
    }
}
