using Gateway.Storage;
using Gateway.Storage.Redis.Claims;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisAclClaimStoreTests(AclRedis redis) : ClaimStoreContract, IClassFixture<AclRedis>
{
    private protected override IClaimStore Store { get; } = new RedisClaimStore(redis.Commands);
}
