using Gateway.Storage.Captures;
using Gateway.Storage.Redis.Captures;

namespace Gateway.Tests.Storage.Redis.Captures;

public sealed class RedisCaptureStoreTests(PlainRedis redis) : CaptureStoreContract, IClassFixture<PlainRedis>
{
    private protected override ICaptureStore Store { get; } = new RedisCaptureStore(redis.Commands);

    private protected override TimeProvider Clock => TimeProvider.System;
}
