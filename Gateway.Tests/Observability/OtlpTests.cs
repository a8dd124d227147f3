using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Gateway.Observability;
using Gateway.Tests.Support;

namespace Gateway.Tests.Observability;

/// <summary>What goes out by OTLP, to a receiver over HTTP and over gRPC, from the gateway as it is started.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class OtlpTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Sent = $"00-{Trace}-b7ad6b7169203331-01";

    private static string Version => typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Metrics_traces_and_logs_arrive_by_their_conventional_names_beside_the_gateway_s_own(string protocol)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var collector = await OtlpCollector.StartAsync(protocol);
        using var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        collector.Configure(configuration.Environment, protocol);
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using var request = SignedWebhook.Event("evt_1").Request();
        request.Headers.Add("traceparent", Sent);
        using var answer = await gateway.Client.SendAsync(request);

        await collector.HasAsync(
            "metrics", "service.version", Version, "webhook_requests_total", "http.server.request.duration", "http.server.active_requests",
            "http.client.request.duration", "kestrel.active_connections", "dotnet.gc.collections");
        await collector.HasAsync("traces", "service.version", Version, Trace);
        await collector.HasAsync("logs", "service.version", Version, "Outcome", "forwarded", Trace);
        Assert.StartsWith($"00-{Trace}-", Assert.Single(upstream.Received).Header("traceparent"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_span_of_a_request_says_which_by_the_conventions_names_and_never_its_query(string protocol)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var collector = await OtlpCollector.StartAsync(protocol);
        using var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""")
            .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"] = new JsonObject { ["Path"] = "/hooks/{shop}" });
        collector.Configure(configuration.Environment, protocol);
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using var request = SignedWebhook.Event("evt_1").Request("/hooks/of-a-shop?token=hush");
        request.Headers.Add("traceparent", Sent);
        using var answer = await gateway.Client.SendAsync(request);

        await collector.HasAsync(
            "traces", Trace, "http.route", "/hooks/{shop}", "http.request.method", "POST", "url.path", "/hooks/of-a-shop", "http.response.status_code");
        Assert.False(collector.Has("traces", "hush"));
    }

    [Theory]
    [InlineData("otlp")] // by Serilog
    [InlineData("none")] // straight
    public async Task What_a_sender_makes_long_is_cut_in_every_line_and_every_span(string exporter)
    {
        var output = new ConcurrentQueue<string>();
        await using var upstream = await Upstream.StartAsync();
        await using var collector = await OtlpCollector.StartAsync("http/protobuf");
        using var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""")
            .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"] = new JsonObject { ["Path"] = "/hooks/{**rest}" });
        collector.Configure(configuration.Environment, "http/protobuf");
        configuration.Environment["OTEL_LOGS_EXPORTER"] = exporter;
        await using var gateway = await GatewayProcess.StartAsync(configuration, output: output);
        var tooLong = new string('x', 201);
        foreach (var path in (string[])[$"/hooks/{tooLong}{tooLong}", $"/nowhere/{tooLong}{tooLong}"])
        {
            using var request = SignedWebhook.Event("evt_1").Request(path);
            request.Headers.Add("traceparent", Sent);
            request.Headers.UserAgent.ParseAdd(tooLong + tooLong);
            using var answer = await gateway.Client.SendAsync(request);
        }

        await collector.HasAsync("traces", Trace, "url.path", "/nowhere/xxx");
        await Eventually.IsTrueAsync(() => Task.FromResult(output.Any(line => line.Contains("No route takes", StringComparison.Ordinal))), "the lines are written");
        if (exporter == "otlp")
        {
            await collector.HasAsync("logs", "No route takes", "/nowhere/xxx");
        }

        Assert.Contains(output, line => line.Contains("Webhook hooks forwarded", StringComparison.Ordinal) && line.Contains("\"RequestPath\":\"/hooks/xxx", StringComparison.Ordinal));
        Assert.DoesNotContain(output, line => line.Contains(tooLong, StringComparison.Ordinal));
        Assert.False(collector.Has("traces", tooLong));
        Assert.False(collector.Has("logs", tooLong));
    }

    [Fact]
    public async Task The_trace_goes_on_to_a_later_delivery()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var collector = await OtlpCollector.StartAsync("http/protobuf");
        using var configuration = new TestConfiguration(upstream.Url, QueueScene.Verification("")).WithSqlite();
        collector.Configure(configuration.Environment, "http/protobuf");
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using var request = SignedWebhook.Event("evt_1").Request();
        request.Headers.Add("traceparent", Sent);
        using var answer = await gateway.Client.SendAsync(request);

        await QueueScene.ReceivedAsync(upstream, 1);
        await collector.HasAsync("traces", "delivery", Trace);
        var received = Assert.Single(upstream.Received).Header("traceparent");
        Assert.StartsWith($"00-{Trace}-", received, StringComparison.Ordinal);
        Assert.NotEqual(Sent, received);
    }

    [Fact]
    public async Task The_service_is_called_as_the_environment_says_and_logs_may_be_left_out()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var collector = await OtlpCollector.StartAsync("http/protobuf");
        using var configuration = new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }""");
        collector.Configure(configuration.Environment, "http/protobuf");
        configuration.Environment["OTEL_SERVICE_NAME"] = "hooks-of-shop";
        configuration.Environment["OTEL_LOGS_EXPORTER"] = "none";
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        using var request = SignedWebhook.Event("evt_1").Request();
        using var answer = await gateway.Client.SendAsync(request);

        await collector.HasAsync("metrics", "hooks-of-shop", "http.server.request.duration");
        Assert.False(collector.Has("logs", "service.name"));
    }

    [Fact]
    public async Task What_the_gateway_asks_itself_for_health_is_in_no_metric_of_requests()
    {
        await using var collector = await OtlpCollector.StartAsync("http/protobuf");
        using var configuration = new TestConfiguration("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }""")
            .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Match"] = new JsonObject { ["Path"] = "/hooks" });
        collector.Configure(configuration.Environment, "http/protobuf");
        await using var gateway = await GatewayProcess.StartAsync(configuration);
        for (var i = 0; i < 3; i++)
        {
            using var health = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/healthz"));
            Assert.True(health.IsSuccessStatusCode, health.StatusCode.ToString());
            await Eventually.IsTrueAsync(() => Task.FromResult(collector.Has("metrics", "/healthz")), "the question is told");
        }

        Assert.False(collector.Has("metrics", "gateway-probe-"), string.Create(CultureInfo.InvariantCulture, $"{gateway.Id}"));
    }
}
