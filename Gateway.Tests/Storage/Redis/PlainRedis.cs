using Gateway.Storage.Redis;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

public sealed class PlainRedis : RedisFixture
{
    private protected override async Task<(IAsyncDisposable Server, RedisOptions Options)> StartAsync()
    {
        var server = await RedisServer.StartAsync();
        return (server, new RedisOptions { Configuration = server.Configuration });
    }
}
