using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class AdminServerTests : IAsyncLifetime
{
    private const string Verification = $$"""{ {{SignedWebhook.Scheme}} }""";

    private Upstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await Upstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    public async Task It_answers_on_its_own_listener_and_never_on_the_webhooks_one(string path)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification));

        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway, new Uri(gateway.AdminUrl, path)));
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = gateway.AdminUrl.Authority } };
        using var answer = await gateway.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode); // the webhook route, which asks for a signature
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", HttpStatusCode.OK)]
    [InlineData("rebound.attacker.example", HttpStatusCode.MisdirectedRequest)]
    public async Task Without_a_token_only_loopback_s_names_are_answered(string host, HttpStatusCode expected)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.AdminUrl, "/metrics")) { Headers = { Host = host } };
        using var answer = await gateway.Client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task What_is_read_there_is_asked_for_by_GET_alone(string path)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification));
        using var answer = await gateway.Client.PostAsync(new Uri(gateway.AdminUrl, path), content: null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("GET", Assert.Single(answer.Content.Headers.Allow));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Basic admin-token-0123456789", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer ADMIN-TOKEN-0123456789", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer admin-token-0123456789", HttpStatusCode.OK)]
    [InlineData("bearer admin-token-0123456789", HttpStatusCode.OK)]
    [InlineData("BEARER admin-token-0123456789", HttpStatusCode.OK)]
    public async Task With_a_token_metrics_ask_for_it_and_health_does_not(string? authorization, HttpStatusCode expected)
    {
        var configuration = new TestConfiguration(_upstream.Url, Verification);
        configuration.Environment["ADMIN"] = "admin-token-0123456789";
        configuration.Change(root => root["Gateway"]!["Admin"] = JsonNode.Parse("""{ "Url": "http://127.0.0.1:0", "Token": "env:ADMIN" }"""));
        await using var gateway = await TestGateway.StartAsync(configuration);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.AdminUrl, "/metrics"));
        request.Headers.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
        using var answer = await gateway.Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(gateway, new Uri(gateway.AdminUrl, "/healthz")));
    }

    [Fact]
    public async Task Metrics_count_what_became_of_each_webhook()
    {
        using var configuration = new TestConfiguration(_upstream.Url, Verification);
        await using var gateway = await GatewayProcess.StartAsync(configuration); // alone with its meter
        for (var i = 0; i < 3; i++)
        {
            using var request = SignedWebhook.Event($"evt_{i}").Request();
            using var answer = await gateway.Client.SendAsync(request);
        }

        await Eventually.IsTrueAsync(
            async () => (await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics")))
                .Contains("webhook_requests_total{mode=\"enforce\",outcome=\"forwarded\",route=\"hooks\"} 3\n", StringComparison.Ordinal),
            "three webhooks are counted");
        var text = await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));
        foreach (var metric in (string[])
            ["webhook_latency_seconds_bucket{", "webhook_stage_seconds_count{", "webhook_signature_key_total{", "webhook_clock_skew_seconds_sum{",
             "gateway_config_last_reload_success{} 1"])
        {
            Assert.Contains(metric, text, StringComparison.Ordinal);
        }
    }

    private static async Task<HttpStatusCode> GetAsync(TestGateway gateway, Uri url)
    {
        using var answer = await gateway.Client.GetAsync(url);
        return answer.StatusCode;
    }
}
