using System.Text;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>What a routing key or the name of an exchange may be: AMQP 0-9-1 has a byte for their length.</summary>
internal static class RabbitMqName
{
    private const int MostBytes = 255;

    /// <summary>What is wrong with it, behind its name; null if nothing is.</summary>
    public static string? Defect(string name) =>
        Encoding.UTF8.GetByteCount(name) > MostBytes ? $"is longer than {MostBytes} bytes."
        : name.Any(char.IsControl) ? "holds a control character."
        : null;
}
