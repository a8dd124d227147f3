using Gateway.Storage.Redis.Tenants;
using Gateway.Storage.Tenants;

namespace Gateway.Tests.Storage.Redis.Tenants;

public sealed class RedisClusterTenantStoreTests(ClusteredRedis redis) : TenantStoreContract, IClassFixture<ClusteredRedis>
{
    private protected override ITenantStore Store { get; } = new RedisTenantStore(redis.Commands);
}
