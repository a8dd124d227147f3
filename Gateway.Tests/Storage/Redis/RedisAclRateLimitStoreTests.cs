using Gateway.Storage;
using Gateway.Storage.Leases;
using Gateway.Storage.Redis;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisAclRateLimitStoreTests(AclRedis redis) : RateLimitStoreContract, IClassFixture<AclRedis>
{
    private protected override IRateLimitStore Store { get; } = new LeasedRateLimitStore(new RedisRateLimitStore(redis.Commands), TimeProvider.System);
}
