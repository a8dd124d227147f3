using System.Net;
using System.Security.Cryptography;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>A Redis that does not let the gateway in, and what its operator sees of that.</summary>
public sealed class RedisRefusalTests
{
    [Fact]
    public async Task A_wrong_password_is_named_in_the_log_before_any_webhook_and_webhooks_are_answered_503()
    {
        await using var server = await RedisServer.StartAsync(new() { Password = "right" });
        await using var upstream = await Upstream.StartAsync();
        var configuration = Configuration(upstream);
        var log = (CapturedLog)configuration.Logger;
        await using var gateway = await TestGateway.StartAsync(configuration.WithRedis($"127.0.0.1:{server.Port},user=gateway,password=wrong-one"));

        await Eventually.IsTrueAsync(() => Task.FromResult(log.Lines.Any(line => line.Contains("The store 'redis'", StringComparison.Ordinal))), "it is logged");
        using var webhook = SignedWebhook.Event("evt_1").Request();
        var (status, _) = await gateway.SendAsync(webhook);
        var ready = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/readyz"));

        var line = Assert.Single(log.Lines, line => line.Contains("The store 'redis'", StringComparison.Ordinal));
        Assert.Contains(
            "does not answer 'status'; webhooks that need it are refused or let pass as each route says. Redis is not connected: "
            + $"127.0.0.1:{server.Port} asks for a user and a password, or refuses those that it was told.",
            line,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.DoesNotContain(log.Lines, line => line.Contains("wrong-one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_certificate_that_is_renewed_wrongly_is_named_by_the_reload_and_the_gateway_serves_on()
    {
        await using var server = await RedisServer.StartAsync(new() { TlsHost = "127.0.0.1", AsksForCertificate = true });
        await using var upstream = await Upstream.StartAsync();
        var configuration = Configuration(upstream).WithRedis(server.Configuration).Change(root =>
        {
            var redis = root["Gateway"]!["Redis"]!;
            redis["CertificateAuthority"] = server.AuthorityFile;
            redis["ClientCertificate"] = server.ClientCertificateFile;
            redis["ClientCertificateKey"] = server.ClientKeyFile;
        });
        var log = (CapturedLog)configuration.Logger;
        await using var gateway = await TestGateway.StartAsync(configuration);

        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(server.ClientKeyFile, another.ExportPkcs8PrivateKeyPem());
        await gateway.ReloadAsync(_ => { });
        await server.AskAsync("CLIENT KILL TYPE normal SKIPME yes");

        Assert.Contains(log.Lines, line => line.Contains("not reloaded", StringComparison.Ordinal)
            && line.Contains($"$.Gateway.Redis.ClientCertificateKey: '{server.ClientKeyFile}' is not the key of the certificate in", StringComparison.Ordinal));
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var webhook = SignedWebhook.Event("evt_1").Request();
                return (await gateway.SendAsync(webhook)).Status == HttpStatusCode.OK;
            },
            "webhooks are forwarded");
    }

    private static TestConfiguration Configuration(Upstream upstream) => new(
        upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id", "OnStoreFailure": "Reject" } }""");
}
