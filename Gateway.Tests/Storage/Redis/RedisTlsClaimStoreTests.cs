using Gateway.Storage;
using Gateway.Storage.Redis.Claims;

namespace Gateway.Tests.Storage.Redis;

public sealed class RedisTlsClaimStoreTests(TlsRedis redis) : ClaimStoreContract, IClassFixture<TlsRedis>
{
    private protected override IClaimStore Store { get; } = new RedisClaimStore(redis.Commands);
}
