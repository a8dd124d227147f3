using System.Net;
using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>What a route or a destination does not want goes nowhere, and is counted.</summary>
public sealed class FilterTests
{
    private const string Ignored = """{"status":"ignored"}""";

    [Fact]
    public async Task What_does_not_fit_a_route_is_answered_and_neither_forwarded_nor_claimed()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url,
            $$"""{ {{SignedWebhook.Scheme}}, "Where": { "Value": "body:/id", "Prefix": "evt_a" }, "Deduplication": { "Key": "body:/id" } }"""));
        var (wanted, unwanted) = (SignedWebhook.Event("evt_a"), SignedWebhook.Event("evt_b"));

        Assert.Equal((HttpStatusCode.OK, "ok"), await SendAsync(gateway, wanted));
        Assert.Equal((HttpStatusCode.OK, Ignored), await SendAsync(gateway, unwanted));
        Assert.Equal((HttpStatusCode.OK, Ignored), await SendAsync(gateway, unwanted)); // and no copy of anything
        await gateway.CountsAsync("ignored", 2);
        Assert.Single(upstream.Received);
        Assert.Equal("2", await MetricAsync(gateway, "webhook_requests_total{", "outcome=\"ignored\""));

        // The next configuration wants it, and the provider sends it again.
        await gateway.ReloadAsync(root => Verification(root)["Where"]!["Prefix"] = "evt_");
        Assert.Equal((HttpStatusCode.OK, "ok"), await SendAsync(gateway, unwanted));
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await SendAsync(gateway, unwanted));
    }

    [Fact]
    public async Task A_filter_says_nothing_to_who_is_not_verified_and_its_answer_can_be_another()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url,
            $$"""
            {
              {{SignedWebhook.Scheme}}, "Where": { "Value": "body:/id", "Equals": "evt_a" },
              "Responses": { "ignored": { "StatusCode": 202, "Body": "not for us" } }
            }
            """));
        var forged = SignedWebhook.Event("evt_b");
        using var request = (forged with { At = forged.At.AddSeconds(1) }).Request();
        request.Headers.Remove(SignedWebhook.TimestampHeader);
        request.Headers.Add(SignedWebhook.TimestampHeader, forged.Timestamp);

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SendAsync(request)).Status);
        Assert.Equal((HttpStatusCode.Accepted, "not for us"), await SendAsync(gateway, SignedWebhook.Event("evt_b")));
        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task A_destination_gets_what_it_wants_and_what_none_wants_is_neither_queued_nor_claimed()
    {
        await using var scene = await QueueScene.StartAsync(
            """
            "To": [
              { "Cluster": "backend", "Where": { "Value": "body:/id", "In": [ "evt_both", "evt_one" ] } },
              { "Cluster": "audit", "Where": { "Not": { "Value": "body:/id", "In": [ "evt_one", "evt_none" ] } } }
            ]
            """);
        foreach (var id in (string[])["evt_both", "evt_one"])
        {
            await scene.QueueAsync(SignedWebhook.Event(id));
        }

        Assert.Equal((HttpStatusCode.OK, Ignored), await scene.SendAsync(SignedWebhook.Event("evt_none")));
        await scene.HasAsync(DeliveryState.Delivered, 3);

        Assert.Equal(["evt_both", "evt_one"], Ids(scene.BackendUpstream));
        Assert.Equal(["evt_both"], Ids(scene.AuditUpstream));
        Assert.Equal("1", await MetricAsync(scene.Gateway, "webhook_delivery_filtered_total{", "destination=\"audit\""));
        Assert.Equal("0", await MetricAsync(scene.Gateway, "webhook_delivery_filtered_total{", "destination=\"backend\""));
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await scene.SendAsync(SignedWebhook.Event("evt_one")));

        await scene.Gateway.ReloadAsync(root => Verification(root)["Delivery"]!["To"] = new JsonArray("backend"));
        await scene.QueueAsync(SignedWebhook.Event("evt_none"));
    }

    [Fact]
    public async Task What_a_destination_s_filter_cannot_read_is_refused_and_not_half_delivered()
    {
        await using var scene = await QueueScene.StartAsync(
            """ "To": [ "audit", { "Cluster": "backend", "Where": { "Value": "header:X-Twice", "Exists": true } } ] """,
            change: root => Verification(root)["Deduplication"] = null);
        await using var connection = await RawConnection.OpenAsync(scene.Gateway.Url);

        await connection.SendAsync(SignedWebhook.Event("evt_1").Raw("/hook", "X-Twice: 1", "X-Twice: 2"));

        Assert.Equal(400, (await connection.ReadAsync()).Status);
        Assert.Empty(await scene.ListAsync(DeliveryState.Waiting));
        Assert.Empty(scene.AuditUpstream.Received);
    }

    private static JsonObject Verification(JsonObject root) => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!.AsObject();

    private static IEnumerable<string?> Ids(Upstream upstream) =>
        upstream.Received.Select(request => (string?)JsonNode.Parse(request.Text)!["id"]).Order(StringComparer.Ordinal);

    /// <summary>The value of the one series of the name and label.</summary>
    private static async Task<string> MetricAsync(TestGateway gateway, string name, string label)
    {
        var (_, text) = await new AdminApi(gateway).GetAsync("/metrics");
        var line = Assert.Single(text.Split('\n'), line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal));
        return line.Split(' ')[1];
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(TestGateway gateway, SignedWebhook webhook)
    {
        using var request = webhook.Request();
        return await gateway.SendAsync(request);
    }
}
