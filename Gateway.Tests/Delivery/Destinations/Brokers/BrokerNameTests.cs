using Gateway.Delivery.Destinations.Kafka;
using Gateway.Delivery.Destinations.Nats;
using Gateway.Delivery.Destinations.RabbitMq;
using Gateway.Delivery.Destinations.RedisStream;

namespace Gateway.Tests.Delivery.Destinations.Brokers;

/// <summary>What each broker allows as a name, by its own documentation.</summary>
public sealed class BrokerNameTests
{
    public static TheoryData<string, string, bool> Names
    {
        get
        {
            var rows = new TheoryData<string, string, bool>
            {
                { "Nats", "stripe.invoice.paid", true },
                { "Nats", "caf\u00e9.1", true },
                { "Nats", "", false },
                { "Nats", "stripe..paid", false },
                { "Nats", ".stripe", false },
                { "Nats", "stripe.", false },
                { "Nats", "stripe.*", false },
                { "Nats", "stripe.>", false },
                { "Nats", "stripe paid", false },
                { "Nats", "stripe\r\nPUB x 0", false },
                { "Nats", "$JS.API.STREAM.DELETE.EVENTS", false },
                { "Nats", new string('x', 1024), true },
                { "Nats", new string('x', 1025), false },
                { "Kafka", "stripe.invoice_paid-1", true },
                { "Kafka", "", false },
                { "Kafka", ".", false },
                { "Kafka", "..", false },
                { "Kafka", "a/b", false },
                { "Kafka", "caf\u00e9", false },
                { "Kafka", new string('x', 249), true },
                { "Kafka", new string('x', 250), false },
                { "RabbitMq", "", true },
                { "RabbitMq", "stripe.#", true },
                { "RabbitMq", new string('x', 255), true },
                { "RabbitMq", new string('x', 256), false },
                { "RabbitMq", new string('\u00e9', 128), false },
                { "RabbitMq", "a\0b", false },
                { "RedisStream", "{hooks}:stripe", true },
                { "RedisStream", "", false },
                { "RedisStream", "a\nb", false },
                { "RedisStream", new string('x', 1024), true },
                { "RedisStream", new string('x', 1025), false },
            };
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_allowed_or_what_is_wrong_with_it_is_said(string kind, string name, bool isAllowed)
    {
        Func<string, string?> defect = kind switch
        {
            "Nats" => NatsSubject.Defect,
            "Kafka" => KafkaTopic.Defect,
            "RabbitMq" => RabbitMqName.Defect,
            _ => RedisStreamKey.Defect,
        };

        Assert.Equal(isAllowed, defect(name) is null);
    }
}
