using System.Text.RegularExpressions;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Delivery;

/// <summary>What <c>/metrics</c> says of queues: of each destination, and by nothing that a sender chooses.</summary>
public sealed partial class DeliveryMetricsTests
{
    private const string OfBackend = """destination="backend",route="hooks" """;
    private const string OfAudit = """destination="audit",route="hooks" """;

    [Fact]
    public async Task Every_metric_of_deliveries_is_there_by_names_of_the_configuration_and_closed_lists()
    {
        await using var scene = await StartAsync();
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await scene.HasAsync(DeliveryState.Delivered, 1);
        await scene.HasAsync(DeliveryState.Dead, 1);
        await HasAsync(scene, """webhook_dead_letters{route="hooks"} 1""");

        var series = (await SeriesAsync(scene)).Where(line => IsOfDeliveries(line) && HasCounted(line)).Select(Labelled).ToHashSet(StringComparer.Ordinal);

        string[] histogram = [.. ((string[])["bucket", "sum", "count"]).Select(part => Series($"webhook_delivery_delay_seconds_{part}", OfBackend))];
        Assert.Equal(
            ((string[])
            [
                Series("webhook_queue_depth", OfBackend), Series("webhook_queue_depth", OfAudit),
                Series("webhook_queue_oldest_seconds", OfBackend), Series("webhook_queue_oldest_seconds", OfAudit),
                Series("webhook_destination_paused", OfBackend), Series("webhook_destination_paused", OfAudit),
                """webhook_dead_letters{route="hooks"}""",
                """webhook_delivery_attempts_total{destination="backend",result="delivered",route="hooks"}""",
                """webhook_delivery_attempts_total{destination="audit",result="final",route="hooks"}""",
                .. histogram,
            ]).Order(StringComparer.Ordinal),
            series.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_destination_that_is_down_is_seen_by_its_pause_and_its_queue_and_no_longer_once_it_is_gone()
    {
        await using var scene = await StartAsync(""" "To": [ "backend", "audit" ], "Breaker": { "Failures": 1, "Pause": "01:00:00" } """);
        scene.AuditUpstream.Answer = context => QueueScene.AnswerAsync(context, 503);
        foreach (var number in Enumerable.Range(0, 3))
        {
            await scene.QueueAsync(SignedWebhook.Event($"evt_{number}"));
        }

        await HasAsync(scene, $"{Series("webhook_destination_paused", OfAudit)} 1");
        await HasAsync(scene, $"{Series("webhook_destination_paused", OfBackend)} 0");
        await HasAsync(scene, $"{Series("webhook_queue_depth", OfAudit)} 3");
        Assert.DoesNotContain(await SeriesAsync(scene), line => line.StartsWith($"{Series("webhook_queue_oldest_seconds", OfAudit)} 0", StringComparison.Ordinal) && line.EndsWith(" 0", StringComparison.Ordinal));

        await scene.Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Delivery"]!["To"] = new System.Text.Json.Nodes.JsonArray("backend"));

        await Eventually.IsTrueAsync(
            async () => !(await SeriesAsync(scene)).Any(line => line.StartsWith(Series("webhook_destination_paused", OfAudit), StringComparison.Ordinal)),
            "the pause of what is gone is no longer told");
        await HasAsync(scene, $"{Series("webhook_queue_depth", OfAudit)} 3"); // Still there, and still waiting.
    }

    private static async Task<QueueScene> StartAsync(
        string delivery = """ "To": [ "backend", "audit" ], "Retry": { "FinalStatuses": [ 422 ] } """)
    {
        var scene = await QueueScene.StartAsync(delivery);
        scene.AuditUpstream.Answer = context => QueueScene.AnswerAsync(context, 422);
        return scene;
    }

    private static string Series(string metric, string labels) => $"{metric}{{{labels.TrimEnd()}}}";

    /// <summary>Or is no counter: those stand at 0 for what has not happened yet.</summary>
    private static bool HasCounted(string line) =>
        !line.StartsWith("webhook_delivery_attempts_total", StringComparison.Ordinal) || !line.EndsWith(" 0", StringComparison.Ordinal);

    private static bool IsOfDeliveries(string line) =>
        line.StartsWith("webhook_queue", StringComparison.Ordinal) || line.StartsWith("webhook_delivery", StringComparison.Ordinal)
        || line.StartsWith("webhook_de", StringComparison.Ordinal);

    /// <summary>A line without its value, and without the bound of a bucket.</summary>
    private static string Labelled(string line) => Bound().Replace(line[..(line.LastIndexOf('}') + 1)], "");

    private static async Task<string[]> SeriesAsync(QueueScene scene) =>
        (await new AdminApi(scene.Gateway).GetAsync("/metrics")).Text.Split('\n');

    private static Task HasAsync(QueueScene scene, string line) => Eventually.IsTrueAsync(
        async () => (await SeriesAsync(scene)).Contains(line, StringComparer.Ordinal), $"'{line}' is told");

    [GeneratedRegex(",le=\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Bound();
}
