using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Deliveries;

/// <summary>What a caller has delivered once more, and nothing else.</summary>
public sealed class RedeliveryTests
{
    private const string TwoDestinations = """ "To": [ "backend", "audit" ], "Retry": { "FinalStatuses": [ 422 ] } """;

    public static TheoryData<string> Stores => ["memory", "sqlite"];

    [Theory]
    [InlineData("memory", "", 2)]
    [InlineData("sqlite", "", 2)]
    [InlineData("memory", ", \"destination\": \"audit\"", 1)]
    [InlineData("memory", ", \"state\": \"dead\"", 1)]
    [InlineData("memory", ", \"state\": \"delivered\"", 1)]
    public async Task An_event_is_delivered_once_more_where_it_is_over(string store, string choice, int count)
    {
        await using var scene = await StartAsync(store, events: 2);
        var id = await IdAsync(scene, "evt_0");

        var answer = await new AdminApi(scene.Gateway).RedeliverAsync($$"""{ "id": "{{id}}"{{choice}} }""");

        Assert.Equal(count, answer["deliveries"]!.AsArray().Count);
        await Eventually.IsTrueAsync(
            () => Task.FromResult(scene.BackendUpstream.Received.Count + scene.AuditUpstream.Received.Count == 4 + count), "it arrives again");
        Each.Is(
            scene.BackendUpstream.Received.Skip(2).Concat(scene.AuditUpstream.Received.Skip(2)),
            again => Assert.Equal((id, "2"), (again.Header("X-Gateway-Delivery-Id"), again.Header("X-Gateway-Delivery-Attempt"))));
    }

    [Theory]
    [InlineData("memory", "", 3)]
    [InlineData("sqlite", "", 3)]
    [InlineData("sqlite", ", \"destination\": \"backend\"", 0)]
    [InlineData("memory", ", \"eventId\": \"evt_1\"", 1)]
    [InlineData("memory", ", \"eventType\": \"none\"", 0)]
    [InlineData("memory", ", \"reason\": \"final_status\"", 3)]
    [InlineData("memory", ", \"route\": \"hooks\", \"from\": \"SECOND\"", 2)]
    [InlineData("sqlite", ", \"until\": \"SECOND\"", 1)]
    [InlineData("memory", ", \"until\": \"2000-01-01\"", 0)]
    public async Task By_a_filter_what_it_leaves_is_delivered_once_more_and_a_dry_run_says_the_same(string store, string choice, int count)
    {
        await using var scene = await StartAsync(store, events: 3);
        var api = new AdminApi(scene.Gateway);
        var second = (await api.ListAsync("eventId=evt_1"))[0]!["receivedAt"]!.GetValue<string>();
        ArgumentNullException.ThrowIfNull(choice);
        var chosen = choice.Replace("SECOND", second, StringComparison.Ordinal);
        var before = (await api.ListAsync()).ToJsonString();

        var dry = await api.RedeliverAsync($$"""{ "state": "dead", "dryRun": true{{chosen}} }""");
        Assert.Equal(before, (await api.ListAsync()).ToJsonString());
        Assert.Equal(3, scene.AuditUpstream.Received.Count);
        var answer = await api.RedeliverAsync($$"""{ "state": "dead"{{chosen}} }""");

        Assert.Equal(count, answer["deliveries"]!.AsArray().Count);
        Assert.Equal(dry["deliveries"]!.ToJsonString(), answer["deliveries"]!.ToJsonString());
        await QueueScene.ReceivedAsync(scene.AuditUpstream, 3 + count);
        await scene.HasAsync(DeliveryState.Dead, 3);
        Assert.Equal(3 + count, scene.AuditUpstream.Received.Count);
        Assert.Equal(3, scene.BackendUpstream.Received.Count);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_redelivery_by_a_filter_ends_though_all_of_it_fails_again_and_leaves_alone_what_came_in_since(string store)
    {
        const int events = 230;
        await using var scene = await StartAsync(store, events, """ "To": [ "audit" ], "Retry": { "FinalStatuses": [ 422 ] }, "Concurrency": 64 """);
        var api = new AdminApi(scene.Gateway);
        var redelivered = new List<string>();

        var page = await api.RedeliverAsync("""{ "state": "dead" }""");
        await scene.QueueAsync(SignedWebhook.Event("evt_late"));
        await QueueScene.ReceivedAsync(scene.AuditUpstream, events + page["deliveries"]!.AsArray().Count + 1);
        await scene.HasAsync(DeliveryState.Dead, events + 1);
        while (true)
        {
            redelivered.AddRange(page["deliveries"]!.AsArray().Select(delivery => delivery!["eventId"]!.GetValue<string>()));
            if (page["next"] is not { } next)
            {
                break;
            }

            page = await api.RedeliverAsync($$"""{ "state": "dead", "after": "{{next}}", "until": "{{page["until"]}}" }""");
        }

        Assert.Equal(events, redelivered.Count);
        Assert.Equal(events, redelivered.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain("evt_late", redelivered);
        await QueueScene.ReceivedAsync(scene.AuditUpstream, (2 * events) + 1);
    }

    [Fact]
    public async Task What_is_waiting_is_not_redelivered()
    {
        await using var scene = await QueueScene.StartAsync();
        scene.BackendUpstream.Answer = scene.HangAsync;
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        var api = new AdminApi(scene.Gateway);
        var id = await IdAsync(scene, "evt_1");

        var (status, text) = await api.PostAsync($$"""{ "id": "{{id}}" }""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("delivered anyway", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.PostAsync("""{ "state": "waiting" }""")).Status);
        Assert.Empty((await api.RedeliverAsync("""{ "state": "delivered" }"""))["deliveries"]!.AsArray());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var scene = await StartAsync("memory", events: 1);
        var api = new AdminApi(scene.Gateway);
        var id = await IdAsync(scene, "evt_0");

        Assert.Equal(HttpStatusCode.NotFound, (await api.PostAsync($$"""{ "id": "01980000-0000-7000-8000-000000000000" }""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.PostAsync($$"""{ "id": "{{id}}", "destination": "nowhere" }""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await api.PostAsync($$"""{ "id": "{{id}}", "destination": "backend", "state": "dead" }""")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "state": "dead" """)]
    [InlineData("""{ "state": "dead", "rout": "hooks" }""")]
    [InlineData("""{ "state": "dead", "limit": 1 }""")]
    [InlineData("""{ "state": 4 }""")]
    [InlineData("""{ "state": "gone" }""")]
    [InlineData("""{ "dryRun": true }""")]
    [InlineData("""{ "state": "dead", "dryRun": "yes" }""")]
    [InlineData("""{ "state": "dead", "dryRun": null }""")]
    [InlineData("""{ "state": "dead", "after": "x" }""")]
    [InlineData("""{ "state": "dead", "from": "x" }""")]
    [InlineData("""{ "state": "dead", "until": 5 }""")]
    [InlineData("""{ "state": "dead", "reason": "x" }""")]
    [InlineData("""{ "state": "dead", "route": "\ud800" }""")]
    [InlineData("""{ "id": "garbage" }""")]
    [InlineData("""{ "id": "00000000-0000-0000-0000-000000000000", "route": "hooks" }""")]
    [InlineData("""{ "id": "00000000-0000-0000-0000-000000000000", "after": "x" }""")]
    public async Task Garbage_is_refused_and_nothing_is_redelivered(string json)
    {
        await using var scene = await StartAsync("memory", events: 1);
        var api = new AdminApi(scene.Gateway);

        var (status, text) = await api.PostAsync(json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(JsonNode.Parse(text)!["detail"]!.GetValue<string>());
        Assert.Single(scene.AuditUpstream.Received);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task What_a_page_may_send_without_asking_is_no_request_for_a_redelivery(string? contentType)
    {
        await using var scene = await StartAsync("memory", events: 1);

        var (status, _) = await new AdminApi(scene.Gateway).PostAsync("""{ "state": "dead" }"""u8.ToArray(), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Single(scene.AuditUpstream.Received);
    }

    [Theory]
    [InlineData("application/json; charset=garbage", """{ "state": "dead", "dryRun": true }""", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-8", """{ "state": "dead", "dryRun": true }""", HttpStatusCode.OK)]
    [InlineData("application/json", "\u00ff", HttpStatusCode.BadRequest)]
    public async Task It_is_read_as_UTF_8_whatever_it_says(string contentType, string text, HttpStatusCode expected)
    {
        await using var scene = await QueueScene.StartAsync();

        Assert.Equal(expected, (await new AdminApi(scene.Gateway).PostAsync(Encoding.Latin1.GetBytes(text), contentType)).Status);
    }

    private static async Task<QueueScene> StartAsync(string store, int events, string delivery = TwoDestinations)
    {
        var scene = await QueueScene.StartAsync(
            delivery, configuration => _ = store == "sqlite" ? configuration.WithSqlite() : configuration);
        scene.AuditUpstream.Answer = context => QueueScene.AnswerAsync(context, 422);
        for (var number = 0; number < events; number++)
        {
            await scene.QueueAsync(SignedWebhook.Event($"evt_{number}"));
        }

        await scene.HasAsync(DeliveryState.Dead, events);
        await scene.HasAsync(DeliveryState.Waiting, 0);
        return scene;
    }

    private static async Task<string> IdAsync(QueueScene scene, string eventId) =>
        (await new AdminApi(scene.Gateway).ListAsync($"eventId={eventId}"))[0]!["id"]!.GetValue<string>();
}
