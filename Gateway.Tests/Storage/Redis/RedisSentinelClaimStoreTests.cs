using Gateway.Storage;
using Gateway.Storage.Redis.Claims;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisSentinelClaimStoreTests(SentinelRedis redis) : ClaimStoreContract, IClassFixture<SentinelRedis>
{
    private protected override IClaimStore Store { get; } = new RedisClaimStore(redis.Commands);
}
