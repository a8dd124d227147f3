using Gateway.Delivery.Destinations.Brokers;
using Gateway.Storage.Redis;

namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>How the Redis of a stream is reached.</summary>
/// <param name="Redis">As the store's is described.</param>
/// <param name="Hosts">The hosts of it.</param>
internal sealed record RedisStreamOptions(RedisOptions Redis, string Hosts) : BrokerOptions
{
    public override string Kind => "RedisStream";

    public override string Broker => Hosts;

    public override IBrokerConnection Connect(TimeProvider clock) => new RedisStreamConnection(Redis, clock);
}
