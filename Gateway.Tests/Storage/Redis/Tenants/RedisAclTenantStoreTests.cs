using Gateway.Storage.Redis.Tenants;
using Gateway.Storage.Tenants;

namespace Gateway.Tests.Storage.Redis.Tenants;

public sealed class RedisAclTenantStoreTests(AclRedis redis) : TenantStoreContract, IClassFixture<AclRedis>
{
    private protected override ITenantStore Store { get; } = new RedisTenantStore(redis.Commands);
}
