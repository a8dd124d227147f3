using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Intake;

namespace Gateway.Delivery.Destinations.Brokers.CloudEvents;

/// <summary>Writes CloudEvents in structured mode (json-format.md).</summary>
/// <param name="made">The event.</param>
/// <param name="data">Its body.</param>
internal sealed class CloudEventJson(CloudEvent made, ReadOnlyMemory<byte> data)
{
    public const string ContentType = "application/cloudevents+json; charset=UTF-8";

    /// <summary>Deeper JSON is written as bytes: readers have a bound, too.</summary>
    private const int MostDepth = 256;

    private readonly bool _isJson = MediaType.IsJson(made.DataType) && IsJson(data.Span);
    private readonly byte[] _head = HeadOf(made);

    private ReadOnlySpan<byte> Member => data.IsEmpty ? [] : _isJson ? ",\"data\":"u8 : ",\"data_base64\":\""u8;

    private ReadOnlySpan<byte> End => _isJson || data.IsEmpty ? "}"u8 : "\"}"u8;

    /// <summary>How many bytes it is.</summary>
    public long Length => _head.Length - 1L + Member.Length + (_isJson || data.IsEmpty ? data.Length : Base64.GetMaxEncodedToUtf8Length(data.Length)) + End.Length;

    /// <summary>The attributes as they are, and behind them the body: JSON by its own bytes, anything else in base64.</summary>
    public byte[] Write()
    {
        var written = new byte[Length];
        _head.AsSpan(..^1).CopyTo(written); // But for its brace.
        var rest = written.AsSpan(_head.Length - 1);
        Member.CopyTo(rest);
        rest = rest[Member.Length..];
        if (_isJson)
        {
            data.Span.CopyTo(rest);
        }
        else
        {
            Base64.EncodeToUtf8(data.Span, rest, out _, out _);
        }

        End.CopyTo(rest[^End.Length..]);
        return written;
    }

    private static byte[] HeadOf(CloudEvent made)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in made.Attributes)
            {
                writer.WriteString(name, value);
            }

            if (made.DataType is { } type)
            {
                writer.WriteString("datacontenttype", type);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether it is JSON that may stand as a value where it is: whole, and in UTF-8.</summary>
    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            return false;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MostDepth });
        try
        {
            var values = 0;
            while (reader.Read())
            {
                values++;
            }

            return values > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
