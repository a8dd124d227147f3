using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Gateway.Tests.Support.Brokers;

namespace Gateway.Tests.Admin;

/// <summary>What the dashboard shows of where a route's events go, as the API says it.</summary>
public sealed class RouteDestinationTests
{
    [Fact]
    public async Task Brokers_and_clusters_are_listed_with_how_they_stand()
    {
        await using var broker = await NatsServer.StartAsync();
        await using var scene = await QueueScene.StartAsync(
            $"\"To\": [ \"backend\", {broker.Destination} ], \"Timeout\": \"00:00:05\", \"Retry\": {{ \"First\": \"00:00:00.2\" }}, \"Breaker\": {{ \"Failures\": 1 }}",
            change: BrokerScene.AddType);
        await Eventually.IsTrueAsync(async () => (string?)(await ListAsync(scene))[1]["state"] == "connected", "NATS is connected");
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 500);

        await broker.StopAsync();
        await scene.QueueAsync(BrokerScene.Event("evt_1"));
        await Eventually.IsTrueAsync(
            async () => (await ListAsync(scene)).TrueForAll(destination => destination["failure"] is not null), "both attempts have failed");

        var (backend, nats) = ((await ListAsync(scene))[0], (await ListAsync(scene))[1]);
        Assert.Equal(("backend", "Http", null, null, false), Row(backend));
        Assert.Equal("refused 500", (string?)backend["failure"]);
        Assert.Equal(("nats", "Nats", broker.Url, "away", true), Row(nats));
        Assert.StartsWith("unreachable: ", (string?)nats["failure"], StringComparison.Ordinal);
        Assert.NotNull(nats["failedAt"]);
    }

    private static (string?, string?, string?, string?, bool) Row(JsonNode destination) => (
        (string?)destination["name"], (string?)destination["kind"], (string?)destination["broker"], (string?)destination["state"], (bool)destination["isPaused"]!);

    private static async Task<List<JsonNode>> ListAsync(QueueScene scene)
    {
        var text = await scene.Gateway.Client.GetStringAsync(new Uri(scene.Gateway.AdminUrl, "/api/routes"));
        return [.. JsonNode.Parse(text)!["routes"]!.AsArray().Single()!["destinations"]!.AsArray().Select(destination => destination!)];
    }
}
