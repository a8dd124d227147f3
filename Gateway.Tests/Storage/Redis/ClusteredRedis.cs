using Gateway.Storage.Redis;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

public sealed class ClusteredRedis : RedisFixture
{
    private protected override async Task<(IAsyncDisposable Server, RedisOptions Options)> StartAsync()
    {
        var server = await RedisCluster.StartAsync();
        return (server, new RedisOptions { Configuration = server.Configuration });
    }
}
