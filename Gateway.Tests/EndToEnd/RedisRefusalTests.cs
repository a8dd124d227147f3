using System.Net;
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

    private static TestConfiguration Configuration(Upstream upstream) => new(
        upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id", "OnStoreFailure": "Reject" } }""");
}
