namespace Gateway.Tests.Support.Brokers;

/// <summary>The kinds of brokers, each with a real one.</summary>
internal static class BrokerServers
{
    private static readonly Dictionary<string, Func<Task<IBrokerServer>>> Starts = new(StringComparer.Ordinal)
    {
        ["RedisStream"] = async () => await RedisStreamServer.StartAsync(),
        ["Nats"] = async () => await NatsServer.StartAsync(),
        ["RabbitMq"] = async () => await RabbitMqServer.StartAsync(),
        ["Kafka"] = async () => await KafkaServer.StartAsync(),
    };

    public static IEnumerable<string> Kinds => Starts.Keys;

    public static Task<IBrokerServer> StartAsync(string kind) => Starts[kind]();
}
