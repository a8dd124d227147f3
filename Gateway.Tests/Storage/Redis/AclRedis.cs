using Gateway.Storage.Redis;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

/// <summary>A Redis that knows the user of the documentation and, but for the test itself, no other.</summary>
public sealed class AclRedis : RedisFixture
{
    private protected override async Task<(IAsyncDisposable Server, RedisOptions Options)> StartAsync()
    {
        var server = await RedisServer.StartAsync(new() { AdministratorPassword = "administrators" });
        Assert.Equal("+OK\r\n", await server.AskAsync(await DocumentedUser.CommandAsync()));
        return (server, new RedisOptions { Configuration = $"{server.Configuration},{DocumentedUser.Credentials}" });
    }
}
