using System.Text.Json.Nodes;

namespace Gateway.Benchmarks.Brokers;

/// <summary>A destination in configuration, at whatever address.</summary>
internal static class BrokerPlace
{
    /// <summary>Of the queue.</summary>
    public const string Name = "out";

    /// <summary>Subject, routing key and topic.</summary>
    public const string Topic = "resource.created";

    /// <summary>The exchange and the queue, or the stream.</summary>
    public const string Store = "EVENTS";

    /// <param name="kind">Its kind.</param>
    /// <param name="address">Host and port; of Kafka several, parted by commas.</param>
    public static JsonNode Of(BrokerKind kind, string address) => kind switch
    {
        BrokerKind.Http => "backend",
        BrokerKind.RedisStream => Broker("RedisStream", new JsonObject { ["Configuration"] = address, ["Key"] = Store }),
        BrokerKind.Nats => Broker("Nats", new JsonObject { ["Url"] = $"nats://{address}", ["Subject"] = Topic }),
        BrokerKind.RabbitMq => Broker("RabbitMq", new JsonObject { ["Url"] = $"amqp://{address}", ["Exchange"] = Store, ["RoutingKey"] = Topic }),
        _ => Broker("Kafka", new JsonObject { ["Brokers"] = address, ["Topic"] = Topic, ["Key"] = "{body:/id}" }),
    };

    private static JsonObject Broker(string kind, JsonObject settings) => new() { [kind] = settings, ["Name"] = Name };
}
