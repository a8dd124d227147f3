using Gateway.Storage;
using Gateway.Storage.Redis.Claims;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisPasswordClaimStoreTests(PasswordRedis redis) : ClaimStoreContract, IClassFixture<PasswordRedis>
{
    private protected override IClaimStore Store { get; } = new RedisClaimStore(redis.Commands);
}
