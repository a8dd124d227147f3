using System.Text;
using Gateway.Delivery.Destinations.Brokers;
using RabbitMQ.Client;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>
/// The properties of a message on the wire (AMQP 0-9-1, sections 2.3.5.2 and 4.2.5.3). The client looks at no bound: for a longer text it has an exception,
/// and a larger frame has the broker close the connection, whoever else is on it.
/// </summary>
internal static class RabbitMqFrame
{
    private const int MostShortBytes = 255;

    /// <summary>Of the frame: its head and its end.</summary>
    private const int Around = 8;

    /// <summary>Class, weight, length of the body, and which properties there are; then the delivery mode.</summary>
    private const int Fixed = 2 + 2 + 8 + 2 + 1;

    /// <summary>What no broker can be told; null if all can be.</summary>
    public static DestinationAnswer? Disallowed(BasicProperties properties) =>
        Disallowed("content type", properties.ContentType) ?? Disallowed("content encoding", properties.ContentEncoding);

    /// <summary>Properties that do not fit one frame, as they must; null for those that do.</summary>
    /// <param name="properties">Texts among the headers are bytes already.</param>
    /// <param name="largest">Frame of the connection, in bytes; 0 for any.</param>
    public static DestinationAnswer? TooLarge(BasicProperties properties, uint largest)
    {
        var length = LengthOf(properties);
        return largest == 0 || length <= largest
            ? null
            : RabbitMqResult.TooLarge($"Its headers have {length} bytes, and the broker takes {largest}.");
    }

    private static long LengthOf(BasicProperties properties)
    {
        var length = (long)Around + Fixed + ShortLength(properties.ContentType) + ShortLength(properties.ContentEncoding) + ShortLength(properties.MessageId) + sizeof(int);
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
        {
            length += ShortLength(name) + 1 + sizeof(int) + ((value as byte[])?.Length ?? 0);
        }

        return length;
    }

    private static int ShortLength(string? text) => 1 + Encoding.UTF8.GetByteCount(text ?? "");

    private static DestinationAnswer? Disallowed(string what, string? text) => Encoding.UTF8.GetByteCount(text ?? "") > MostShortBytes
        ? BrokerMessage.Disallowed(what, text!, $"is longer than {MostShortBytes} bytes.")
        : null;
}
