using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Captures;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>One stage in Monitor: what it does not pass is recorded, and goes on to the others.</summary>
public sealed class StageMonitorTests
{
    private const string Stages =
        $$"""
        {{SignedWebhook.Scheme}}, "Events": { "Type": "body:/type", "Accept": [ "resource.*" ] }, "Schema": { "File": "event.schema.json" },
        "Deduplication": { "Key": "body:/id" }
        """;

    [Fact]
    public async Task What_the_stage_would_refuse_is_passed_on_recorded_told_and_kept()
    {
        await using var scene = await StartAsync("""{ "Schema": "Monitor" }""");

        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(Event("""{"id":"evt_1","type":"resource.created"}""").Request()));

        await scene.Gateway.CountsAsync("schema_invalid", 1);
        Assert.Contains(Lines(scene), line => line.Contains("schema_invalid 200 ", StringComparison.Ordinal) && line.Contains(" mode=monitor ", StringComparison.Ordinal) && line.Contains("stage=Schema", StringComparison.Ordinal));
        var got = Assert.Single(scene.Upstream.Received);
        Assert.Equal(("schema_invalid", null), (got.Header("X-Gateway-Monitored"), got.Header("X-Gateway-Verified-At")));
        var kept = await scene.OnlyAsync();
        Assert.Equal(("schema_invalid", "passed_on"), (kept["outcome"]!.ToString(), kept["release"]!["state"]!.ToString()));
        var (_, metrics) = await scene.Api.GetAsync("/metrics");
        Assert.Matches("webhook_requests_total\\{[^}]*mode=\"monitor\"[^}]*outcome=\"schema_invalid\"[^}]*\\} 1|webhook_requests_total\\{[^}]*outcome=\"schema_invalid\"[^}]*mode=\"monitor\"[^}]*\\} 1", metrics);
    }

    [Fact]
    public async Task What_passes_all_is_verified()
    {
        await using var scene = await StartAsync("""{ "Schema": "Monitor" }""");

        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(Event("""{"id":"evt_1","type":"resource.created","data":1}""").Request()));

        var got = Assert.Single(scene.Upstream.Received);
        Assert.Null(got.Header("X-Gateway-Monitored"));
        Assert.NotNull(got.Header("X-Gateway-Verified-At"));
    }

    [Theory]
    [InlineData("""{ "Schema": "Monitor" }""", """{"id":"evt_1","type":"other.created"}""", true, HttpStatusCode.OK, "ignored", false)]
    [InlineData("""{ "Schema": "Monitor" }""", """{"type":"resource.created"}""", true, HttpStatusCode.BadRequest, "event_id_missing", false)]
    [InlineData("""{ "Schema": "Monitor" }""", """{"id":"evt_1","type":"resource.created","data":1}""", false, HttpStatusCode.Unauthorized, "signature_invalid", false)]
    [InlineData("""{ "Events": "Monitor" }""", """{"id":"evt_1","type":"other.created","data":1}""", true, HttpStatusCode.OK, "ignored", true)]
    [InlineData("""{ "Signature": "Monitor" }""", """{"id":"evt_1","type":"resource.created","data":1}""", false, HttpStatusCode.OK, "signature_invalid", true)]
    [InlineData("""{ "Signature": "Monitor" }""", """{"id":"evt_1","type":"resource.created"}""", false, HttpStatusCode.UnprocessableEntity, "schema_invalid", false)]
    [InlineData("""{ "Default": "Monitor", "Signature": "Enforce" }""", """{"type":"other"}""", true, HttpStatusCode.OK, "ignored", true)]
    [InlineData("""{ "Default": "Monitor", "Signature": "Enforce" }""", """{"type":"other"}""", false, HttpStatusCode.Unauthorized, "signature_invalid", false)]
    public async Task Every_other_stage_does_as_it_is_told(
        string mode, string body, bool isGenuine, HttpStatusCode status, string outcome, bool isPassedOn)
    {
        await using var scene = await StartAsync(mode);
        var request = Event(body).Request();
        if (!isGenuine)
        {
            request.Headers.Remove(SignedWebhook.SignatureHeader);
            request.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64));
        }

        Assert.Equal(status, await scene.SendAsync(request));

        await scene.Gateway.CountsAsync(outcome, 1);
        Assert.Contains(Lines(scene), line => line.Contains($"mode={(isPassedOn ? "monitor" : "enforce")}", StringComparison.Ordinal));
        Assert.Equal(isPassedOn ? 1 : 0, scene.Upstream.Received.Count);
        Assert.DoesNotContain(scene.Upstream.Received, got => got.Header("X-Gateway-Verified-At") is not null);
    }

    /// <summary>The body's stage must not look for what may be missing.</summary>
    [Fact]
    public async Task Without_any_signature_it_goes_on_where_the_signature_is_in_monitor()
    {
        await using var scene = await StartAsync("""{ "Signature": "Monitor", "Replay": "Monitor" }""");
        var request = Event("""{"id":"evt_1","type":"resource.created","data":1}""").Request();
        request.Headers.Remove(SignedWebhook.SignatureHeader);
        request.Headers.Remove(SignedWebhook.TimestampHeader);

        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(request));

        await scene.Gateway.CountsAsync("signature_missing", 1);
        Assert.Single(scene.Upstream.Received);
    }

    [Fact]
    public async Task A_stranger_occupies_no_id_and_a_copy_in_monitor_is_passed_on()
    {
        const string body = """{"id":"evt_1","type":"resource.created","data":1}""";
        await using var strange = await StartAsync("""{ "Signature": "Monitor" }""");
        var forged = Event(body).Request();
        forged.Headers.Remove(SignedWebhook.SignatureHeader);
        Assert.Equal(HttpStatusCode.OK, await strange.SendAsync(forged));
        Assert.Equal(HttpStatusCode.OK, await strange.SendAsync(Event(body).Request()));
        await strange.Gateway.CountsAsync("forwarded", 1); // And no duplicate.

        await using var scene = await StartAsync("""{ "Deduplication": "Monitor" }""");
        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(Event(body).Request()));
        Assert.Equal(HttpStatusCode.OK, await scene.SendAsync(Event(body).Request()));
        await scene.Gateway.CountsAsync("duplicate", 1);
        Assert.Equal(2, scene.Upstream.Received.Count);
    }

    private static SignedWebhook Event(string body) => new(TimeProvider.System.GetUtcNow(), body);

    private static IReadOnlyCollection<string> Lines(CaptureScene scene) => ((CapturedLog)scene.Configuration.Logger).Lines;

    private static Task<CaptureScene> StartAsync(string mode) => CaptureScene.StartAsync(
        $$"""{ "Mode": {{mode}}, {{Stages}} }""",
        configuration => configuration.WithFile("event.schema.json", """{ "type": "object", "required": [ "data" ] }""")
            .Change(root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Schema"] = new JsonObject { ["File"] = "event.schema.json" }));
}
