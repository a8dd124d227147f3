using Gateway.Storage.Redis.States;
using Gateway.Storage.States;

namespace Gateway.Tests.Storage.Redis.States;

public sealed class RedisClusterStateStoreTests(ClusteredRedis redis) : StateStoreContract, IClassFixture<ClusteredRedis>
{
    private protected override IStateStore Store { get; } = new RedisStateStore(redis.Commands);
}
