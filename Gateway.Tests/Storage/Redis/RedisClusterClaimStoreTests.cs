using Gateway.Storage;
using Gateway.Storage.Redis.Claims;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisClusterClaimStoreTests(ClusteredRedis redis) : ClaimStoreContract, IClassFixture<ClusteredRedis>
{
    private protected override IClaimStore Store { get; } = new RedisClaimStore(redis.Commands);
}
