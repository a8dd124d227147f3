using System.Text.Json.Nodes;
using Gateway.Expectations;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Admin.Expectations;

/// <summary>What is expected, and what is silent, is told by the API and the metric.</summary>
public sealed class SilenceApiTests
{
    [Fact]
    public async Task A_route_that_hears_nothing_is_told_until_a_verified_webhook_comes()
    {
        await using var upstream = await Upstream.StartAsync();
        var clock = TestClock.New();
        await using var gateway = await TestGateway.StartAsync(
            new TestConfiguration(upstream.Url, $$"""{ "Expect": { "Every": "00:01:00" }, "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{body}", "Secrets": [ "env:SECRET" ] } }"""),
            clock);
        var watch = gateway.Services.GetRequiredService<SilenceWatch>();
        await Eventually.IsTrueAsync(() => Task.FromResult(watch.Told.Count == 1), "the first look");
        var before = await TellAsync(gateway);

        for (var i = 0; i < 10 && !watch.Told[0].IsSilent; i++)
        {
            await PassAsync(clock, watch);
        }

        var silent = await TellAsync(gateway);
        using var forged = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}") };
        forged.Headers.Add("X-Signature", new string('0', 64));
        await gateway.SendAsync(forged);
        await PassAsync(clock, watch);
        var forgedOnly = await TellAsync(gateway);
        using var genuine = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}") };
        genuine.Headers.Add("X-Signature", Hmac.Hex(TestConfiguration.Secret, "{}"));
        await gateway.SendAsync(genuine);
        await Eventually.IsTrueAsync(
            async () =>
            {
                await PassAsync(clock, watch);
                return !watch.Told[0].IsSilent;
            },
            "it is heard of again");

        Assert.Equal(("hooks 00:01:00 False", "0"), before);
        Assert.Equal(("hooks 00:01:00 True", "1"), silent);
        Assert.Equal(silent, forgedOnly);
        Assert.Equal(("hooks 00:01:00 False", "0"), await TellAsync(gateway));
    }

    /// <summary>A quarter of a minute, and the look at its end.</summary>
    private static async Task PassAsync(FakeTimeProvider clock, SilenceWatch watch)
    {
        var told = watch.Told;
        clock.Advance(SilenceWatch.Interval);
        await Eventually.IsTrueAsync(() => Task.FromResult(!ReferenceEquals(watch.Told, told)), "the next look");
    }

    private static async Task<(string Api, string Metric)> TellAsync(TestGateway gateway)
    {
        var (_, text) = await new AdminApi(gateway).GetAsync("/api/silence");
        var route = JsonNode.Parse(text)!["routes"]!.AsArray().Single()!;
        var metrics = await gateway.Client.GetStringAsync(new Uri(gateway.AdminUrl, "/metrics"));
        var metric = metrics.Split('\n').Single(line => line.StartsWith("webhook_silent{route=\"hooks\"} ", StringComparison.Ordinal)).Split(' ')[1];
        return ($"{route["route"]} {route["every"]} {route["silentSince"] is not null}", metric);
    }
}
