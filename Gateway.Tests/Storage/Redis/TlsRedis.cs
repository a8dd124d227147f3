using Gateway.Storage.Redis;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

public sealed class TlsRedis : RedisFixture
{
    private protected override async Task<(IAsyncDisposable Server, RedisOptions Options)> StartAsync()
    {
        var server = await RedisServer.StartAsync(new() { TlsHost = "127.0.0.1" });
        return (server, new RedisOptions { Configuration = server.Configuration, CertificateAuthority = server.AuthorityFile });
    }
}
