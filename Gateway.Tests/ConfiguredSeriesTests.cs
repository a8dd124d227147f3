using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests;

/// <summary>An alert on an increase fires on the first event only where the series was there before it.</summary>
public sealed class ConfiguredSeriesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_outcome_of_every_route_stands_at_0_from_the_start_and_after_a_reload()
    {
        await using var gateway = await StartAsync(routes: 2);
        var before = Outcomes(await ScrapeAsync(gateway));

        await gateway.ReloadAsync(root => root["ReverseProxy"]!["Routes"]!["late"] = Route("late"));

        var after = Outcomes(await ScrapeAsync(gateway));
        Assert.Equal(Expected("r0", "r1"), before);
        Assert.Equal(Expected("late", "r0", "r1"), after);
    }

    [Theory]
    [InlineData("webhook_backend_responses_total{route=\"r0\",status_class=\"5xx\"} 0")]
    [InlineData("webhook_signature_key_total{key=\"2026-12\",route=\"r0\"} 0")]
    [InlineData("webhook_schema_violations_total{result=\"refused\",route=\"r0\"} 0")]
    [InlineData("webhook_json_defects_total{defect=\"duplicate name\",route=\"r0\"} 0")]
    [InlineData("webhook_unmatched_total{reason=\"path\"} 0")]
    [InlineData("webhook_store_errors_total{operation=\"claim\",store=\"memory\"} 0")]
    [InlineData("gateway_connections_refused_total 0")]
    [InlineData("gateway_connections_ended_total{reason=\"headers\"} 0")]
    [InlineData("gateway_connections_ended_total{reason=\"room\"} 0")]
    [InlineData("gateway_connections_ended_total{reason=\"resets\"} 0")]
    [InlineData("gateway_requests_reset_total 0")]
    [InlineData("gateway_config_reload_total{result=\"failure\"} 0")]
    [InlineData("webhook_last_verified_timestamp_seconds{route=\"r0\"} 0")]
    [InlineData("webhook_secret_expires_timestamp_seconds{key=\"2026-12\",route=\"r0\"} 4070908800")]
    [InlineData("webhook_buffered_bytes 0")]
    [InlineData("webhook_requests_in_flight 0")]
    public async Task A_series_of_the_configuration_is_there_before_any_webhook(string series)
    {
        await using var gateway = await StartAsync(routes: 1);

        Assert.Contains(series, Sorted(await ScrapeAsync(gateway)));
    }

    [Theory]
    [InlineData("gateway_build_info{")]
    [InlineData("process_cpu_seconds_total ")]
    [InlineData("process_resident_memory_bytes ")]
    [InlineData("process_open_fds ")]
    [InlineData("process_start_time_seconds ")]
    [InlineData("dotnet_gc_")]
    public async Task The_process_and_its_runtime_are_told(string start)
    {
        await using var gateway = await StartAsync(routes: 1);

        Assert.Contains(Sorted(await ScrapeAsync(gateway)), line => line.StartsWith(start, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_counter_is_called_total_and_nothing_else_is()
    {
        await using var gateway = await StartAsync(routes: 1);
        var types = (await ScrapeAsync(gateway)).Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToList();

        Assert.Contains(types, type => type[2].StartsWith("dotnet_", StringComparison.Ordinal) && type[3] == "counter");
        Assert.Empty(types.Where(type => type[2].EndsWith("_total", StringComparison.Ordinal) != (type[3] == "counter")).Select(type => $"{type[2]} {type[3]}"));
    }

    [Fact]
    public async Task A_verified_webhook_is_told_by_its_time_and_a_forged_one_is_not()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, $$"""{ {{SignedWebhook.Scheme}} }"""));
        var webhook = SignedWebhook.Event("evt_1");
        using var forged = webhook.Request();
        forged.Headers.Remove(SignedWebhook.SignatureHeader);
        forged.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64));
        await gateway.SendAsync(forged);
        var first = LastVerified(await ScrapeAsync(gateway));

        var sent = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000d;
        using var request = webhook.Request();
        await gateway.SendAsync(request);

        Assert.Equal(0, first);
        var last = 0d;
        await Eventually.IsTrueAsync(async () => (last = LastVerified(await ScrapeAsync(gateway))) > 0, "the webhook is told");
        Assert.InRange(last, sent - 1, sent + 60);
    }

    [Fact]
    public async Task A_scrape_of_a_thousand_routes_is_quick_and_small_and_loses_no_series()
    {
        await using var gateway = await StartAsync(routes: 1_000);
        await ScrapeAsync(gateway);

        var best = TimeSpan.MaxValue;
        var metrics = "";
        for (var i = 0; i < 10; i++)
        {
            var started = Stopwatch.GetTimestamp();
            metrics = await ScrapeAsync(gateway);
            best = Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < best ? elapsed : best;
        }

        output.WriteLine($"{metrics.Length:N0} bytes in {best.TotalMilliseconds:N0} ms");
        Assert.Equal(1_000 * Outcome.All.Count, Outcomes(metrics).Count);
        Assert.DoesNotContain("otel_metric_overflow", metrics, StringComparison.Ordinal);
        Assert.InRange(metrics.Length, 0, 10_000_000);
        Assert.InRange(best.TotalMilliseconds, 0, 1_000); // Ten times the figure of a machine that does nothing else.
    }

    private static IReadOnlyList<string> Expected(params string[] routes) =>
    [
        .. routes.SelectMany(route => Outcome.All.Select(outcome => $"webhook_requests_total{{mode=\"enforce\",outcome=\"{outcome.Code}\",route=\"{route}\"}} 0"))
            .Order(StringComparer.Ordinal),
    ];

    private static IReadOnlyList<string> Outcomes(string metrics) =>
        [.. Sorted(metrics).Where(line => line.StartsWith("webhook_requests_total{", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static double LastVerified(string metrics) => double.Parse(
        Sorted(metrics).Single(line => line.StartsWith("webhook_last_verified_timestamp_seconds{", StringComparison.Ordinal)).Split(' ')[1],
        CultureInfo.InvariantCulture);

    /// <summary>The series, each with its labels in the order of their names, and without the time of the scrape.</summary>
    private static IEnumerable<string> Sorted(string metrics) =>
        from line in metrics.Replace("{}", "", StringComparison.Ordinal).Split('\n')
        where line.Length > 0 && line[0] != '#'
        let end = line.LastIndexOf('}')
        let value = line[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select end < 0
            ? $"{value[0]} {value[1]}"
            : $"{line[..line.IndexOf('{')]}{{{string.Join(',', line[(line.IndexOf('{') + 1)..end].Split(',').Order(StringComparer.Ordinal))}}} {value[0]}";

    private static Task<string> ScrapeAsync(TestGateway gateway) => gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));

    private static Task<TestGateway> StartAsync(int routes)
    {
        var configuration = new TestConfiguration("http://127.0.0.1:9", """{ "Mode": "None", "Reason": "a test" }""");
        return TestGateway.StartAsync(configuration.Change(root =>
        {
            var all = root["ReverseProxy"]!["Routes"]!.AsObject();
            all.Clear();
            for (var i = 0; i < routes; i++)
            {
                all[$"r{i}"] = Route($"r{i}");
            }
        }));
    }

    private static JsonObject Route(string name) => new()
    {
        ["ClusterId"] = "backend",
        ["Match"] = new JsonObject { ["Path"] = $"/{name}" },
        ["Verification"] = JsonNode.Parse(
            """
            {
              "Signature": {
                "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{body}",
                "Secrets": [ { "Id": "2026-12", "Value": "env:SECRET", "NotAfter": "2099-01-01T00:00:00Z" } ]
              }
            }
            """),
    };
}
