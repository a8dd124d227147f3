using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Redis.Claims;
using Gateway.Storage.Redis.Deliveries;

namespace Gateway.Tests.Storage.Redis.Deliveries;

public sealed class RedisSentinelDeliveryStoreTests : DeliveryStoreContract, IClassFixture<SentinelRedis>
{
    private readonly RedisDeliveryStore _store;

    public RedisSentinelDeliveryStoreTests(SentinelRedis redis)
    {
        ArgumentNullException.ThrowIfNull(redis);
        _store = new RedisDeliveryStore(redis.Commands);
        Claims = new RedisClaimStore(redis.Commands);
    }

    private protected override IDeliveryQueue Queue => _store;

    private protected override IDeliveryArchive Archive => _store;

    private protected override IClaimStore Claims { get; }
}
