using System.Text.Json.Nodes;
using Gateway.Alarms;
using Gateway.Tests.Alarms;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>What goes wrong in a gateway that runs is told to its receiver.</summary>
public sealed class AlarmTests
{
    [Fact]
    public async Task Failures_forged_requests_and_a_refused_reload_are_told_and_listed()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var receiver = await Upstream.StartAsync();
        upstream.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        var log = new CapturedLog();
        var configuration = new TestConfiguration(
            upstream.Url,
            """{ "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Signature", "Content": "{body}", "Secrets": [ "env:SECRET" ] } }""")
        {
            Logger = log,
        };
        configuration.Environment["ALARM_SECRET"] = AlarmScene.Secret;
        configuration.Environment["ALARM_URL"] = receiver.Url + "/not-to-be-logged";
        configuration.Change(root => root["Gateway"]!["Alarms"] = new JsonArray(new JsonObject { ["Url"] = "env:ALARM_URL", ["Secret"] = "env:ALARM_SECRET" }));
        var clock = TestClock.New();
        await using var gateway = await TestGateway.StartAsync(configuration, clock);
        await Eventually.IsTrueAsync(() => Task.FromResult(gateway.Services.GetRequiredService<Tally>().IsOn), "the first look");

        for (var i = 0; i < 10; i++)
        {
            await SendAsync(gateway, Hmac.Hex(TestConfiguration.Secret, "{}"));
        }

        for (var i = 0; i < 50; i++)
        {
            await SendAsync(gateway, new string('0', 64));
        }

        await HasAsync(receiver, clock, "consecutive_failures", "forged_traffic");
        await gateway.ReloadAsync(root => root["Gateway"]!["Nonsense"] = 1);
        await HasAsync(receiver, clock, "consecutive_failures", "forged_traffic", "reload_refused");

        var (_, text) = await new AdminApi(gateway).GetAsync("/api/alarms");
        var listed = JsonNode.Parse(text)!["alarms"]!.AsArray().Select(alarm => $"{alarm!["kind"]} {alarm["route"]}".TrimEnd());
        Assert.Equal(["consecutive_failures hooks", "forged_traffic hooks", "reload_refused"], listed.Order(StringComparer.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("Alarm consecutive_failures route=hooks: 10 genuine webhooks in a row", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("not-to-be-logged", StringComparison.Ordinal));
    }

    private static async Task SendAsync(TestGateway gateway, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}") };
        request.Headers.Add("X-Signature", signature);
        await gateway.SendAsync(request);
    }

    /// <summary>Look after look, until these kinds have been told.</summary>
    private static Task HasAsync(Upstream receiver, FakeTimeProvider clock, params string[] kinds) => Eventually.IsTrueAsync(
        () =>
        {
            clock.Advance(AlarmWatch.Interval);
            return Task.FromResult(kinds.All(kind => receiver.Received.Any(request => AlarmScene.Of(request) == (kind, "firing"))));
        },
        $"{string.Join(", ", kinds)} are told");
}
