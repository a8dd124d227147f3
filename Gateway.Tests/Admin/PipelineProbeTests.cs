using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Admin;
using Gateway.Connections;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Admin;

public sealed class PipelineProbeTests : IAsyncLifetime
{
    private const string Open = """{ "Mode": "None", "Reason": "a test" }""";

    private readonly HangingClock _clock = new();
    private readonly CapturedLog _log = new();
    private TestGateway _gateway = null!;
    private Upstream _upstream = null!;

    public async Task InitializeAsync()
    {
        _upstream = await Upstream.StartAsync();
        _gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Open) { Logger = _log }, _clock);
    }

    public async Task DisposeAsync()
    {
        _clock.Release();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_listener_that_answers_nobody_any_more_is_said_once_it_has_had_its_time(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_gateway, path));
        await _gateway.Services.GetRequiredService<IServer>().StopAsync(CancellationToken.None);

        Assert.InRange(await SecondsUntilSaidAsync(path), 20, 40);
    }

    [Fact]
    public async Task What_hangs_where_webhooks_are_looked_at_is_said_and_so_is_that_it_goes_on()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_gateway, "/healthz"));
        _clock.Hang();

        Assert.InRange(await SecondsUntilSaidAsync("/healthz"), 20, 40);

        _clock.Release();
        await PassesAsync(60, async () => await AskAsync(_gateway, "/healthz") == HttpStatusCode.OK, "it is healthy again");
    }

    [Fact]
    public async Task A_listener_that_speaks_nothing_but_Http2_is_asked_so()
    {
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration(_upstream.Url, Open).Change(root =>
                root["Kestrel"] = JsonNode.Parse("""{ "EndpointDefaults": { "Protocols": "Http2" } }""")),
            _clock);

        Assert.Equal(HttpStatusCode.OK, await WorstAsync(gateway, seconds: 60));
    }

    [Theory]
    [InlineData("hooks.example.com")]
    [InlineData("*.example.com; other.example.com")]
    [InlineData("*")]
    public async Task A_host_that_is_let_in_is_asked_for(string allowed)
    {
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration(_upstream.Url, Open).Change(root => root["AllowedHosts"] = allowed), _clock);

        Assert.Equal(HttpStatusCode.OK, await WorstAsync(gateway, seconds: 60));
    }

    [Theory]
    [InlineData("RequireCertificate", "Tls12")]
    [InlineData("RequireCertificate", "Tls13")]
    [InlineData("NoCertificate", "Tls13")]
    public async Task A_listener_that_asks_for_a_certificate_that_the_gateway_has_not_is_no_hung_one(string mode, string protocol)
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.Issue("127.0.0.1");
        using var certificateFile = new TestFile(Encoding.ASCII.GetBytes(certificate));
        using var keyFile = new TestFile(Encoding.ASCII.GetBytes(key));
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration(_upstream.Url, Open).Change(root => root["Kestrel"] = JsonNode.Parse(
                $$"""
                {
                  "Endpoints": {
                    "Webhooks": {
                      "Url": "https://127.0.0.1:0", "ClientCertificateMode": "{{mode}}", "SslProtocols": [ "{{protocol}}" ],
                      "Certificate": { "Path": "{{certificateFile.Path}}", "KeyPath": "{{keyFile.Path}}" }
                    }
                  }
                }
                """)),
            _clock);

        Assert.Equal(HttpStatusCode.OK, await WorstAsync(gateway, seconds: 60));
    }

    [Fact]
    public async Task It_is_answered_while_there_is_no_connection_left_for_senders()
    {
        var places = _gateway.Services.GetRequiredService<ConnectionPlaces>();
        for (var sender = 0u; places.TryTake(new DefaultConnectionContext(), sender) is { } place; sender++)
        {
            places.Prove(place); // None of them makes room.
        }

        Assert.Equal(HttpStatusCode.OK, await WorstAsync(_gateway, seconds: 60));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(_gateway, "/readyz"));
    }

    [Fact]
    public async Task What_it_asks_goes_to_no_backend_and_into_no_metric_or_log()
    {
        Assert.Equal(HttpStatusCode.OK, await WorstAsync(_gateway, seconds: 10));

        var metrics = await _gateway.Client.GetStringAsync(new Uri(_gateway.AdminUrl, "/metrics"));
        Assert.Empty(_upstream.Received);
        Assert.DoesNotContain("gateway-probe", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => line.Contains(nameof(WebhookRecorder), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Nobody_else_is_answered_on_its_path(string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _gateway.Services.GetRequiredService<PipelineProbe>().Path);
        request.Headers.TryAddWithoutValidation("Gateway-Probe", secret);

        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.SendAsync(request)).Status);
        Assert.Empty(_upstream.Received);
    }

    [Fact]
    public async Task Another_path_like_its_own_is_a_route_s()
    {
        using var answer = await _gateway.Client.GetAsync(new Uri("/gateway-probe-0123456789abcdef0123456789abcdef", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(_upstream.Received);
    }

    private static async Task<HttpStatusCode> AskAsync(TestGateway gateway, string path)
    {
        using var answer = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, path));
        return answer.StatusCode;
    }

    /// <summary>The worst that health says in so many seconds, asked in each.</summary>
    private async Task<HttpStatusCode> WorstAsync(TestGateway gateway, int seconds)
    {
        var worst = HttpStatusCode.OK;
        for (var second = 0; second < seconds; second++)
        {
            var status = await AskAsync(gateway, "/healthz");
            worst = status > worst ? status : worst;
            await Pause.BetweenAttemptsAsync();
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        return worst;
    }

    private async Task<int> SecondsUntilSaidAsync(string path)
    {
        var seconds = -1;
        await PassesAsync(
            seconds: 100,
            async () =>
            {
                seconds++;
                return await AskAsync(_gateway, path) == HttpStatusCode.ServiceUnavailable;
            },
            "health says so");
        return seconds;
    }

    /// <summary>Looks once a second, by the gateway's clock, until it is so.</summary>
    private async Task PassesAsync(int seconds, Func<Task<bool>> observed, string what)
    {
        var isSo = await observed();
        for (var second = 0; second < seconds && !isSo; second++)
        {
            await Pause.BetweenAttemptsAsync();
            _clock.Advance(TimeSpan.FromSeconds(1));
            isSo = await observed();
        }

        Assert.True(isSo, $"In {seconds} seconds it was never so that {what}.");
    }
}
