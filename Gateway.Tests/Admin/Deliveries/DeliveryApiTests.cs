using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin.Deliveries;

/// <summary>What is listed and shown of queued deliveries.</summary>
public sealed class DeliveryApiTests
{
    public static TheoryData<string> Stores => ["memory", "sqlite"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_list_holds_what_every_filter_leaves(string store)
    {
        await using var scene = await OfTwoEventsAsync(store);
        var api = new AdminApi(scene.Gateway);
        var second = Uri.EscapeDataString((await api.ListAsync("eventId=evt_2"))[0]!["receivedAt"]!.GetValue<string>());
        (string Query, int Count)[] rows =
        [
            ("", 4), ("state=dead", 2), ("state=delivered", 2), ("state=waiting", 0), ("route=hooks", 4), ("route=other", 0),
            ("destination=audit", 2), ("destination=Audit", 0), ("eventType=b", 2), ("eventType=B", 0), ("eventId=evt_1", 2),
            ("reason=final_status", 2), ("reason=retries_exhausted", 0), ("from=2000-01-01", 4), ("from=2100-01-01T00:00Z", 0),
            ("until=2000-01-01T00:00:00Z", 0), ("until=2100-01-01T00:00:00%2B01:00", 4), ($"from={second}", 2), ($"until={second}", 2),
            ("state=dead&eventId=evt_2&destination=audit&route=hooks&eventType=b", 1), ("STATE=dead", 2), ("newest=true", 4),
            ("from=0001-01-01", 4), ("until=9999-12-31T23:59:59.9999999Z", 4), ("route=%00", 0), ("eventId=%ED%A0%80", 0),
            ($"eventId={new string('x', 5000)}", 0), ("route='%20OR%201=1", 0),
        ];

        foreach (var (query, count) in rows)
        {
            Assert.True(count == (await api.ListAsync(query)).Count, $"{query}: not {count}");
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Garbage_in_a_query_is_refused_with_what_would_be_right(string store)
    {
        await using var scene = await QueueScene.StartAsync(store: Store(store));
        var api = new AdminApi(scene.Gateway);
        string[] garbage =
        [
            "state=", "state=gone", "state=Dead", "state=none", "state=dead&state=dead", "reason=", "reason=Final_status", "from=",
            "from=yesterday", "from=2026-13-01", "from=2026-01-31T12:00:00+01:00", "from=0001-01-01T00:00:00%2B14:00", "until=0",
            "until=1/2/2026", "newest=maybe", "newest=1", "limit=0", "limit=-1", "limit=501", "limit=1e2", "limit=%2B1",
            "limit=99999999999999999999", "after=", "after=x", "after=%00", $"after={new string('g', 32)}", $"after={new string('f', 5000)}",
            "stat=dead", "type=a", "id=1",
        ];

        foreach (var query in garbage)
        {
            var (status, text) = await api.GetAsync($"/api/deliveries?{query}");
            Assert.True(status == HttpStatusCode.BadRequest, $"{query}: {status}");
            Assert.NotEmpty(JsonNode.Parse(text)!["detail"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("/api/deliveries/garbage")]
    [InlineData("/api/deliveries/garbage/body")]
    [InlineData("/api/deliveries/00000000-0000-0000-0000-000000000000")]
    [InlineData("/api/deliveries/ffffffff-ffff-ffff-ffff-ffffffffffff/body")]
    [InlineData("/api/nothing")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using var scene = await QueueScene.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await new AdminApi(scene.Gateway).GetAsync(path)).Status);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Pages_hold_every_delivery_once_in_order(string store)
    {
        await using var scene = await QueueScene.StartAsync(store: Store(store));
        var api = new AdminApi(scene.Gateway);
        string[] ids = [.. Enumerable.Range(0, 5).Select(number => $"evt_{number}")];
        foreach (var id in ids)
        {
            await scene.QueueAsync(SignedWebhook.Event(id));
        }

        await scene.HasAsync(DeliveryState.Delivered, ids.Length);

        Assert.Equal(ids, await EventIdsAsync(api, "limit=2"));
        Assert.Equal(ids.Reverse(), await EventIdsAsync(api, "limit=2&newest=true"));
        Assert.Equal(ids, await EventIdsAsync(api, "limit=5"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_event_is_shown_with_every_destination_and_attempt(string store)
    {
        await using var scene = await OfTwoEventsAsync(store);
        var api = new AdminApi(scene.Gateway);
        var listed = (await api.ListAsync("eventId=evt_1&destination=audit"))[0]!;

        var shown = JsonNode.Parse((await api.GetAsync($"/api/deliveries/{listed["id"]}")).Text)!;

        Assert.Equal(listed.ToJsonString(), shown["deliveries"]![0]!.ToJsonString());
        Assert.Equal(["audit", "backend"], shown["deliveries"]!.AsArray().Select(delivery => delivery!["destination"]!.GetValue<string>()));
        Assert.Equal(
            ("dead", "final_status", 1), (listed["state"]!.GetValue<string>(), listed["reason"]!.GetValue<string>(), listed["attempts"]!.GetValue<int>()));
        var attempt = Assert.Single(shown["attempts"]!["audit"]!.AsArray())!;
        Assert.Equal(("final", 422), (attempt["result"]!.GetValue<string>(), attempt["statusCode"]!.GetValue<int>()));
        Assert.Equal("delivered", Assert.Single(shown["attempts"]!["backend"]!.AsArray())!["result"]!.GetValue<string>());
        Assert.Equal(("POST", "/hook", "127.0.0.1"), (shown["method"]!.GetValue<string>(), shown["path"]!.GetValue<string>(), shown["client"]!.GetValue<string>()));
        var body = Event("evt_1", "a").Body;
        Assert.Equal(
            (body.Length, Convert.ToHexStringLower(SHA256.HashData(body))),
            (shown["bodyBytes"]!.GetValue<int>(), shown["bodySha256"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task The_body_comes_byte_for_byte_as_a_file_that_no_browser_runs(int bytes)
    {
        await using var scene = await QueueScene.StartAsync(
            store: configuration => configuration.WithSqlite(),
            change: root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Deduplication"] = null);
        var api = new AdminApi(scene.Gateway);
        var body = Enumerable.Range(0, bytes).Select(number => (byte)number).ToArray();
        using var request = new SignedWebhook(TimeProvider.System.GetUtcNow(), body).Request(contentType: "text/html");
        Assert.Equal(HttpStatusCode.OK, (await scene.Gateway.SendAsync(request)).Status);
        var id = (await api.ListAsync())[0]!["id"]!.GetValue<string>();

        using var answer = await scene.Gateway.Client.GetAsync(api.Url($"/api/deliveries/{id}/body"));

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal($"{id}.body", answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    private static async Task<QueueScene> OfTwoEventsAsync(string store)
    {
        var scene = await QueueScene.StartAsync(
            """ "To": [ "backend", "audit" ], "Retry": { "FinalStatuses": [ 422 ] } """,
            Store(store),
            change: root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Events"] = new JsonObject { ["Type"] = "body:/type" });
        scene.AuditUpstream.Answer = context => QueueScene.AnswerAsync(context, 422);
        await scene.QueueAsync(Event("evt_1", "a"));
        await scene.QueueAsync(Event("evt_2", "b"));
        await scene.HasAsync(DeliveryState.Delivered, 2);
        await scene.HasAsync(DeliveryState.Dead, 2);
        return scene;
    }

    private static SignedWebhook Event(string id, string type) =>
        new(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{id}}","type":"{{type}}"}""");

    private static Action<TestConfiguration> Store(string store) =>
        configuration => _ = store == "sqlite" ? configuration.WithSqlite() : configuration;

    private static async Task<List<string>> EventIdsAsync(AdminApi api, string query)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = await api.PageAsync(after is null ? query : $"{query}&after={after}");
            ids.AddRange(page["deliveries"]!.AsArray().Select(delivery => delivery!["eventId"]!.GetValue<string>()));
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);

        return ids;
    }
}
