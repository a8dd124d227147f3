using Gateway.Storage.Redis.States;
using Gateway.Storage.States;

namespace Gateway.Tests.Storage.Redis.States;

public sealed class RedisAclStateStoreTests(AclRedis redis) : StateStoreContract, IClassFixture<AclRedis>
{
    private protected override IStateStore Store { get; } = new RedisStateStore(redis.Commands);
}
