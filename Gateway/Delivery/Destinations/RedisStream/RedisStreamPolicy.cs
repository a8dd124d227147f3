using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>A stream of Redis, compiled.</summary>
/// <param name="Options">Where Redis is.</param>
/// <param name="Key">Of the stream.</param>
/// <param name="MaxLength">About how many entries it keeps; null for all.</param>
/// <param name="Message">What it gets of each event.</param>
internal sealed record RedisStreamPolicy(RedisStreamOptions Options, ValueTemplate Key, long? MaxLength, MessagePolicy Message)
    : IDestinationPolicy
{
    public BrokerOptions? Broker => Options;

    public IDestination Open(DestinationServices services) => new RedisStreamDestination(this, services.Brokers);
}
