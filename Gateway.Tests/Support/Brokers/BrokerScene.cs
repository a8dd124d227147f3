using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;

namespace Gateway.Tests.Support.Brokers;

/// <summary>A gateway whose one route delivers to the cluster <c>backend</c> and to brokers.</summary>
internal static class BrokerScene
{
    /// <summary>Attempts that follow each other soon.</summary>
    public const string Impatient = """
        "Timeout": "00:00:05", "Retry": { "First": "00:00:00.2", "Longest": "00:00:01" }, "Breaker": { "Pause": "00:00:00.5" }
        """;

    /// <param name="destinations">Of the route, as JSON.</param>
    public static Task<QueueScene> StartAsync(params string[] destinations) => QueueScene.StartAsync(
        $"\"To\": [ \"backend\", {string.Join(", ", destinations)} ], {Impatient}", change: AddType);

    /// <summary>Has the route know where the event's type stands.</summary>
    public static void AddType(JsonObject root) =>
        root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Events"] = new JsonObject { ["Type"] = "body:/type" };

    /// <summary>An event with the id and the type.</summary>
    public static SignedWebhook Event(string id, string type = "resource.created", string more = "") =>
        new(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{id}}","type":"{{type}}"{{more}}}""");

    /// <summary>Waits until so many messages stand in the broker.</summary>
    public static async Task<IReadOnlyList<ReceivedMessage>> HasAsync(this IBrokerServer broker, int count)
    {
        IReadOnlyList<ReceivedMessage> messages = [];
        await Eventually.IsTrueAsync(async () => (messages = await broker.ReadAsync()).Count >= count, $"{count} messages stand in the broker");
        return messages;
    }

    /// <summary>What is too large for the broker is a dead letter, and what comes behind it arrives.</summary>
    public static async Task TakesAllButTheLargeAsync(this QueueScene scene, IBrokerServer broker)
    {
        await scene.QueueAsync(Event("evt_1", more: $",\"text\":\"{new string('x', 2000)}\""));
        await scene.HasAsync(DeliveryState.Dead, 1);
        await scene.QueueAsync(Event("evt_2"));

        Assert.Equal("message_too_large", Assert.Single(await scene.ListAsync(DeliveryState.Dead)).Reason);
        Assert.Equal("evt_2", Assert.Single(await broker.HasAsync(1)).EventId);
    }

    /// <summary>The log of the gateway.</summary>
    public static IReadOnlyList<string> Log(this QueueScene scene) => [.. ((CapturedLog)scene.Configuration.Logger).Lines];

    /// <summary>Waits until a line of the log has the text.</summary>
    public static Task SaysAsync(this QueueScene scene, string text) => Eventually.IsTrueAsync(
        () => Task.FromResult(scene.Log().Any(line => line.Contains(text, StringComparison.Ordinal))), $"the log says '{text}'");
}
