using Gateway.Storage.Redis.Tenants;
using Gateway.Storage.Tenants;

namespace Gateway.Tests.Storage.Redis.Tenants;

public sealed class RedisTenantStoreTests(PlainRedis redis) : TenantStoreContract, IClassFixture<PlainRedis>
{
    private protected override ITenantStore Store { get; } = new RedisTenantStore(redis.Commands);
}
