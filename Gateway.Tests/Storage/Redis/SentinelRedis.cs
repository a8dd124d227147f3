using Gateway.Storage.Redis;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

public sealed class SentinelRedis : RedisFixture
{
    private protected override async Task<(IAsyncDisposable Server, RedisOptions Options)> StartAsync()
    {
        var group = await SentinelGroup.StartAsync();
        return (group, new RedisOptions { Configuration = group.Configuration, Replicas = 1 });
    }
}
