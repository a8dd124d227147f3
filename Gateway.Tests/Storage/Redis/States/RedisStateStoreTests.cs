using Gateway.Storage.Redis.States;
using Gateway.Storage.States;

namespace Gateway.Tests.Storage.Redis.States;

public sealed class RedisStateStoreTests(PlainRedis redis) : StateStoreContract, IClassFixture<PlainRedis>
{
    private protected override IStateStore Store { get; } = new RedisStateStore(redis.Commands);
}
