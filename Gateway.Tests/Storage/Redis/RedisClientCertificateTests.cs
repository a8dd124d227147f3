using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Storage;
using Gateway.Storage.Redis;
using Gateway.Storage.Redis.Claims;
using Gateway.Tests.Support;

namespace Gateway.Tests.Storage.Redis;

/// <summary>A Redis that asks who connects, and files that are renewed while the gateway runs.</summary>
public sealed class RedisClientCertificateTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-certificates-");
    private readonly TestAuthority _another = new("Another authority");
    private readonly List<RedisCommands> _open = [];
    private RedisServer _server = null!;

    private string CertificateFile => Path.Combine(_folder.FullName, "gateway.pem");

    private string KeyFile => Path.Combine(_folder.FullName, "gateway.key");

    private string AuthorityFile => Path.Combine(_folder.FullName, "ca.pem");

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync(new() { TlsHost = "127.0.0.1", AsksForCertificate = true });
        await File.WriteAllTextAsync(AuthorityFile, _server.Authority.CertificatePem);
    }

    public async Task DisposeAsync()
    {
        foreach (var redis in _open)
        {
            await redis.DisposeAsync();
        }

        await _server.DisposeAsync();
        _another.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task With_a_certificate_that_it_trusts_Redis_is_used()
    {
        Write(_server.Authority);

        await IsAvailableAsync(Open());
    }

    [Fact]
    public async Task Certificate_and_key_may_stand_in_one_file()
    {
        Write(_server.Authority);
        await File.AppendAllTextAsync(CertificateFile, "\n" + await File.ReadAllTextAsync(KeyFile));

        await IsAvailableAsync(Open(Options with { ClientCertificateKey = null }));
    }

    [Fact]
    public async Task What_leads_from_the_certificate_to_the_authority_is_sent_along()
    {
        using var between = new TestAuthority("Between", _server.Authority);
        Write(between);
        await File.AppendAllTextAsync(CertificateFile, "\n" + between.CertificatePem);

        await IsAvailableAsync(Open());
    }

    [Fact]
    public async Task Without_a_certificate_Redis_refuses_and_that_is_named() =>
        await IsRefusedAsync(Open(Options with { ClientCertificate = null, ClientCertificateKey = null }));

    [Fact]
    public async Task With_one_of_another_authority_Redis_refuses_and_that_is_named()
    {
        Write(_another);

        await IsRefusedAsync(Open());
    }

    [Fact]
    public async Task A_certificate_that_is_renewed_is_used_for_the_next_connection()
    {
        Write(_another);
        var redis = Open();
        await IsRefusedAsync(redis);

        Write(_server.Authority);

        await IsAvailableAsync(redis);
    }

    [Fact]
    public async Task An_authority_that_is_renewed_is_trusted_for_the_next_connection()
    {
        Write(_server.Authority);
        await File.WriteAllTextAsync(AuthorityFile, _another.CertificatePem);
        var redis = Open();
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis));
        Assert.Contains($"TLS with 127.0.0.1:{_server.TlsPort} fails", failure.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(AuthorityFile, _server.Authority.CertificatePem);

        await IsAvailableAsync(redis);
    }

    [Fact]
    public async Task While_the_files_do_not_fit_each_other_the_last_good_ones_are_used()
    {
        Write(_server.Authority);
        var redis = Open();
        await IsAvailableAsync(redis);
        var before = await ClientAsync();

        using var renewed = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(KeyFile, renewed.ExportPkcs8PrivateKeyPem());
        await _server.AskAsync("CLIENT KILL TYPE normal SKIPME yes");

        await IsAvailableAsync(redis);
        Assert.NotEqual(before, await ClientAsync());
    }

    private RedisOptions Options => new()
    {
        Configuration = _server.Configuration,
        Timeout = TimeSpan.FromSeconds(20), // A shared machine may stall for longer than the deadline that suits production.
        CertificateAuthority = AuthorityFile,
        ClientCertificate = CertificateFile,
        ClientCertificateKey = KeyFile,
    };

    private static async Task IsAvailableAsync(RedisCommands redis)
    {
        var health = new RedisHealth(redis);
        await Eventually.IsTrueAsync(async () => await health.IsAvailableAsync(default), "Redis is connected");
        Assert.Equal(ClaimState.Claimed, await ClaimAsync(redis));
    }

    private static async Task<ClaimState> ClaimAsync(RedisCommands redis) => await new RedisClaimStore(redis).TryClaimAsync(
        new("orders", 1, Unique.Number()), ClaimOwner.Next(), TimeSpan.FromMinutes(1), default);

    /// <summary>With TLS 1.3 a server looks at the certificate when the client believes to be connected.</summary>
    private static async Task IsRefusedAsync(RedisCommands redis)
    {
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => ClaimAsync(redis));
        Assert.Contains("client certificate", failure.Message, StringComparison.Ordinal);
    }

    private RedisCommands Open(RedisOptions? options = null)
    {
        var redis = new RedisCommands(options ?? Options, TimeProvider.System);
        _open.Add(redis);
        return redis;
    }

    private void Write(TestAuthority authority)
    {
        using var certificate = authority.Issue(new TestClientCertificate());
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The gateway's connection, by its number.</summary>
    private async Task<string> ClientAsync() =>
        (await _server.AskAsync("CLIENT LIST")).Split('\n').First(client => client.Contains("cmd=eval", StringComparison.Ordinal)).Split(' ')[0];
}
