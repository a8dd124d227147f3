using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Observability;

/// <summary>A scrape of 1,000 routes after traffic of every kind, by whatever format a scraper asks for.</summary>
public sealed class ScrapeSizeTests(ITestOutputHelper output)
{
    private const int Routes = 1_000;

    private static readonly string[] Formats =
    [
        "", // asks for nothing
        "text/plain;version=0.0.4",
        "application/openmetrics-text;version=1.0.0",
        // Prometheus 2.53 and 3.
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
    ];

    [Fact]
    public async Task A_scrape_of_a_thousand_busy_routes_is_small_and_quick_in_every_format()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(upstream.Url, "{}").Change(AddRoutes));
        await Parallel.ForAsync(0, Routes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var webhook = SignedWebhook.Event(string.Create(CultureInfo.InvariantCulture, $"evt_{number}"));
            using var genuine = webhook.Request(PathOf(number));
            await gateway.SendAsync(genuine);
            using var copy = webhook.Request(PathOf(number));
            await gateway.SendAsync(copy);
            using var forged = webhook.Request(PathOf(number));
            forged.Headers.Remove(SignedWebhook.SignatureHeader);
            forged.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64));
            await gateway.SendAsync(forged);
        });
        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count >= Routes), "all are forwarded or delivered");
        await ScrapeAsync(gateway, Formats[0]);

        var scrapes = new List<(string Text, TimeSpan Best)>();
        foreach (var format in Formats)
        {
            var best = TimeSpan.MaxValue;
            var text = "";
            for (var i = 0; i < 8; i++)
            {
                var started = Stopwatch.GetTimestamp();
                text = await ScrapeAsync(gateway, format);
                best = Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < best ? elapsed : best;
            }

            output.WriteLine($"{text.Length:N0} bytes, {text.Count(one => one == '\n'):N0} lines in {best.TotalMilliseconds:N0} ms for '{format}'");
            scrapes.Add((text, best));
        }

        var metrics = scrapes[0].Text;
        foreach (var family in metrics.Split('\n').Where(line => line.Length > 0 && line[0] != '#').GroupBy(line => line.Split('{', ' ')[0]).OrderByDescending(family => family.Count()).Take(16))
        {
            output.WriteLine($"{family.Count(),8:N0} {family.Sum(line => line.Length + 1),12:N0} {family.Key}");
        }

        Assert.Equal(Routes * Outcome.All.Count, Lines(metrics, "webhook_requests_total{"));
        Assert.Equal(Routes * 2, Lines(metrics, "webhook_latency_seconds_count{"));
        Assert.Equal(Routes, Lines(metrics, "webhook_clock_skew_seconds_count{"));
        Assert.Equal(Routes, Lines(metrics, "webhook_body_bytes_count{"));
        Assert.DoesNotContain("otel_metric_overflow", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(scrapes, scrape => scrape.Text.Contains("_created", StringComparison.Ordinal));
        Assert.InRange(scrapes.Max(scrape => scrape.Text.Length), 1_000_000, 10_000_000);
        Assert.InRange(scrapes.Max(scrape => scrape.Best.TotalMilliseconds), 0, 1_000); // Ten times the figure of a machine that does nothing else.
    }

    private static int Lines(string metrics, string start) => metrics.Split('\n').Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private static async Task<string> ScrapeAsync(TestGateway gateway, string format)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.AdminUrl, "/metrics"));
        if (format.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept", format);
        }

        using var answer = await gateway.Client.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static string PathOf(int number) => string.Create(CultureInfo.InvariantCulture, $"/webhooks/provider-{number}");

    /// <summary>Half of them forward, half queue.</summary>
    private static void AddRoutes(JsonObject root)
    {
        var all = root["ReverseProxy"]!["Routes"]!.AsObject();
        all.Clear();
        for (var number = 0; number < Routes; number++)
        {
            all[string.Create(CultureInfo.InvariantCulture, $"provider-{number}-events")] = new JsonObject
            {
                ["ClusterId"] = "backend",
                ["Match"] = new JsonObject { ["Path"] = PathOf(number) },
                ["Verification"] = JsonNode.Parse(number % 2 == 0
                    ? $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }"""
                    : QueueScene.Verification("")),
            };
        }
    }
}
