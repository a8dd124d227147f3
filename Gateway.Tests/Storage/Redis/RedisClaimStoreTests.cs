using Gateway.Storage;
using Gateway.Storage.Redis.Claims;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisClaimStoreTests(PlainRedis redis) : ClaimStoreContract, IClassFixture<PlainRedis>
{
    private protected override IClaimStore Store { get; } = new RedisClaimStore(redis.Commands);
}
