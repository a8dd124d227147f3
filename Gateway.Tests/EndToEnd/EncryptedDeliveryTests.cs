using System.Text;
using System.Text.Json.Nodes;
using Gateway.Delivery.Attempts;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Stored requests with <c>Gateway:Storage:EncryptionKeys</c>, and while the keys change.</summary>
public sealed class EncryptedDeliveryTests
{
    private const string Marker = "marker-of-the-content";
    private const string Quickly = """ "Retry": { "First": "00:00:00.1", "Longest": "00:00:00.2" }, "Breaker": { "Failures": 1000 } """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_database_holds_neither_body_nor_headers_nor_the_URL_in_plain_if_there_is_a_key(bool isEncrypted)
    {
        await using var scene = await StartAsync(isEncrypted ? ["env:KEY_A"] : []);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 500);

        await SendAsync(scene, "evt_1");
        await scene.HasAsync(DeliveryState.Waiting, 1);
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 2);

        foreach (var part in (string[])["body", "header", "query"])
        {
            Assert.Equal(isEncrypted ? 0 : 1, Math.Min(1, CountInFiles(scene, $"{Marker}-{part}")));
        }

        Assert.True(CountInFiles(scene, "evt_1") > 0); // It is listed by it.
        scene.BackendUpstream.Answer = _ => Task.CompletedTask;
        await scene.HasAsync(DeliveryState.Delivered, 1);
        AssertArrived(scene);
    }

    [Fact]
    public async Task Keys_are_exchanged_while_events_wait()
    {
        await using var scene = await StartAsync(["env:KEY_A"]);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 500);
        await SendAsync(scene, "evt_1");

        await ReloadAsync(scene, "env:KEY_B", "env:KEY_A");
        await SendAsync(scene, "evt_2");
        await ReloadAsync(scene, "env:KEY_B");
        await IsUnreadableAsync(scene, "evt_1");
        scene.BackendUpstream.Answer = _ => Task.CompletedTask;
        await scene.HasAsync(DeliveryState.Delivered, 1);

        Assert.Equal("evt_2", (await scene.ListAsync(DeliveryState.Delivered))[0].Event.EventId); // By the new key alone.
        await ReloadAsync(scene, "env:KEY_B", "env:KEY_A");
        await scene.HasAsync(DeliveryState.Delivered, 2);
        AssertArrived(scene);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("env:KEY_B")]
    public async Task A_key_that_is_taken_away_too_early_loses_nothing(string? instead)
    {
        await using var scene = await StartAsync(["env:KEY_A"]);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 500);
        await SendAsync(scene, "evt_1");
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);

        await ReloadAsync(scene, instead is null ? [] : [instead]);
        await IsUnreadableAsync(scene, "evt_1");
        scene.BackendUpstream.Answer = _ => Task.CompletedTask;
        var received = scene.BackendUpstream.Received.Count;

        var api = new AdminApi(scene.Gateway);
        var id = (await api.ListAsync())[0]!["id"]!.GetValue<string>();
        Assert.Null(JsonNode.Parse((await api.GetAsync($"/api/deliveries/{id}")).Text)!["method"]);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await api.GetAsync($"/api/deliveries/{id}/body")).Status);
        Assert.Equal(received, scene.BackendUpstream.Received.Count);

        await ReloadAsync(scene, "env:KEY_A");
        await scene.HasAsync(DeliveryState.Delivered, 1);
        AssertArrived(scene);
    }

    [Fact]
    public async Task What_became_a_dead_letter_for_want_of_its_key_is_delivered_by_a_redelivery()
    {
        await using var scene = await StartAsync(["env:KEY_A"], """ "Retry": { "Delays": [ "00:00:00.1" ] } """);
        var release = new TaskCompletionSource();
        scene.BackendUpstream.Answer = async context =>
        {
            await release.Task;
            context.Response.StatusCode = 500;
        };
        await SendAsync(scene, "evt_1");
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        await ReloadAsync(scene);
        release.SetResult();
        await scene.HasAsync(DeliveryState.Dead, 1);
        Assert.Single(scene.BackendUpstream.Received);
        scene.BackendUpstream.Answer = _ => Task.CompletedTask;

        await ReloadAsync(scene, "env:KEY_A");
        await new AdminApi(scene.Gateway).RedeliverAsync("""{ "state": "dead", "reason": "retries_exhausted" }""");

        await scene.HasAsync(DeliveryState.Delivered, 1);
        AssertArrived(scene);
    }

    private static async Task<QueueScene> StartAsync(string[] keys, string delivery = Quickly) => await QueueScene.StartAsync(
        delivery,
        configuration =>
        {
            configuration.WithSqlite();
            configuration.Environment["KEY_A"] = Convert.ToBase64String(Pattern.Bytes(32, start: 1));
            configuration.Environment["KEY_B"] = Convert.ToBase64String(Pattern.Bytes(32, start: 2));
            configuration.Change(root => root["Gateway"]!["Storage"]!["EncryptionKeys"] = Keys(keys));
        });

    private static JsonArray Keys(string[] keys) => [.. keys.Select(key => JsonValue.Create(key))];

    private static Task ReloadAsync(QueueScene scene, params string[] keys) =>
        scene.Gateway.ReloadAsync(root => root["Gateway"]!["Storage"]!["EncryptionKeys"] = Keys(keys));

    private static async Task SendAsync(QueueScene scene, string id)
    {
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{id}}","data":"{{Marker}}-body"}""");
        using var request = webhook.Request($"/hook?q={Marker}-query");
        request.Headers.Add("X-Any", $"{Marker}-header");
        Assert.Equal("""{"status":"queued"}""", (await scene.Gateway.SendAsync(request)).Body);
    }

    private static void AssertArrived(QueueScene scene) => Each.Is(scene.BackendUpstream.Received, received =>
    {
        Assert.Contains($"{Marker}-body", received.Text, StringComparison.Ordinal);
        Assert.Equal($"{Marker}-header", received.Header("X-Any"));
        Assert.Equal($"/hook?q={Marker}-query", received.Target);
    });

    /// <summary>Waits until the last attempt has found no key, and the delivery waits for another.</summary>
    private static Task IsUnreadableAsync(QueueScene scene, string eventId) => Eventually.IsTrueAsync(
        async () => (await scene.ListAsync(DeliveryState.Waiting)).Any(record => record.Event.EventId == eventId
            && AttemptHistory.Read(record.History.Span, record.QueuedAt).Attempts is [.., { Result: AttemptResult.Unreadable }]),
        $"{eventId} cannot be read");

    /// <summary>In the database and in what stands beside it, its log among them.</summary>
    private static int CountInFiles(QueueScene scene, string text)
    {
        var (folder, name) = (Path.GetDirectoryName(scene.Configuration.DatabasePath)!, Path.GetFileName(scene.Configuration.DatabasePath));
        string[] files = [.. Directory.GetFiles(folder, name + "*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))];
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        return files.Sum(file => Count(file, Encoding.UTF8.GetBytes(text)));
    }

    private static int Count(string file, byte[] text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content.AsSpan().Count(text);
    }
}
