using System.Collections.Concurrent;
using System.Net;
using Gateway.Delivery.Attempts;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>What becomes of a webhook in a route that queues.</summary>
public sealed class DeliveryTests
{
    private const string Quickly = """ "Retry": { "First": "00:00:00.1", "Longest": "00:00:00.2" } """;

    public static TheoryData<string> Stores => ["memory", "sqlite"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_webhook_is_answered_when_it_is_durable_and_then_delivered(string store)
    {
        await using var scene = await StartAsync(store);
        var webhook = SignedWebhook.Event("evt_1");
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        scene.BackendUpstream.Answer = async context =>
        {
            entered.TrySetResult();
            await release.Task;
        };

        await scene.QueueAsync(webhook);
        await entered.Task;

        Assert.Equal(webhook.Body, Assert.Single(scene.BackendUpstream.Received).Body);
        Assert.Single(await scene.ListAsync(DeliveryState.Waiting));
        release.SetResult();
        await scene.HasAsync(DeliveryState.Delivered, 1);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_copy_of_a_queued_webhook_is_a_duplicate_whatever_became_of_the_first(string store)
    {
        await using var scene = await StartAsync(store);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 500);
        var webhook = SignedWebhook.Event("evt_1");

        await scene.QueueAsync(webhook);

        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await scene.SendAsync(webhook));
        Assert.Single(await scene.ListAsync(DeliveryState.Waiting));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_100_copies_at_once_one_is_queued(string store)
    {
        await using var scene = await StartAsync(store);
        var webhook = SignedWebhook.Event("evt_1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => scene.SendAsync(webhook)));

        Assert.Single(answers, (HttpStatusCode.OK, """{"status":"queued"}"""));
        Assert.Equal(99, answers.Count(answer => answer == (HttpStatusCode.OK, """{"status":"already_processed"}""")));
        await scene.HasAsync(DeliveryState.Delivered, 1);
        Assert.Single(scene.BackendUpstream.Received);
    }

    [Fact]
    public async Task The_backend_receives_what_it_would_have_been_forwarded_and_the_delivery_s_own_headers()
    {
        await using var scene = await StartAsync("memory");
        var forwarding = await Upstream.StartAsync();
        await using var other = await TestGateway.StartAsync(new TestConfiguration(
            forwarding.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }"""));
        var webhook = SignedWebhook.Event("evt_1");
        foreach (var gateway in (TestGateway[])[scene.Gateway, other])
        {
            await using var connection = await RawConnection.OpenAsync(gateway.Url);
            await connection.SendAsync(webhook.Raw(
                "/a%2Fb/hook?with=query&and=a%20blank", "X-Empty:", "x-lower: kept", "X-Twice: a", "X-Twice: b", "X-Latin: caf\u00e9",
                "X-Gateway-Route: forged", "Accept-Encoding: gzip", "Connection: keep-alive, X-Hop", "X-Hop: gone"));
            Assert.Equal(200, (await connection.ReadAsync()).Status);
        }

        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        var (delivered, forwarded) = (Assert.Single(scene.BackendUpstream.Received), Assert.Single(forwarding.Received));
        Assert.Equal((forwarded.Method, forwarded.Target, forwarded.Text), (delivered.Method, delivered.Target, delivered.Text));
        string[] differ = ["Host", "X-Gateway-Verified-At", "X-Gateway-Delivery-Id", "X-Gateway-Delivery-Attempt"];
        Assert.Equal(Lines(forwarded, differ), Lines(delivered, differ));
        Assert.Equal("hooks", delivered.Header("X-Gateway-Route"));
        Assert.Equal("1", delivered.Header("X-Gateway-Delivery-Attempt"));
        Assert.True(Guid.TryParse(delivered.Header("X-Gateway-Delivery-Id"), out _));
        await forwarding.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4097)]
    [InlineData(1024 * 1024)]
    public async Task Every_byte_arrives(int bytes)
    {
        await using var scene = await QueueScene.StartAsync(
            change: root => root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Deduplication"] = null,
            store: configuration => configuration.WithSqlite());
        var webhook = new SignedWebhook(TimeProvider.System.GetUtcNow(), Pattern.Bytes(bytes));

        using var request = webhook.Request(contentType: "application/octet-stream");
        Assert.Equal(HttpStatusCode.OK, (await scene.Gateway.SendAsync(request)).Status);

        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        Assert.Equal(webhook.Body, scene.BackendUpstream.Received[0].Body);
        Assert.Equal($"{bytes}", scene.BackendUpstream.Received[0].Header("Content-Length"));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Every_destination_gets_the_event_and_one_that_is_dead_delays_no_other(string store)
    {
        await using var scene = await StartAsync(store, """ "To": [ "backend", "audit" ] """);
        scene.BackendUpstream.Answer = scene.HangAsync;

        foreach (var number in Enumerable.Range(0, 50))
        {
            await scene.QueueAsync(SignedWebhook.Event($"evt_{number}"));
        }

        await QueueScene.ReceivedAsync(scene.AuditUpstream, 50);
        await scene.HasAsync(DeliveryState.Delivered, 50);
        Each.Is(await scene.ListAsync(DeliveryState.Waiting), delivery => Assert.Equal("backend", delivery.Destination));
        Assert.InRange(scene.BackendUpstream.Received.Count, 1, 8); // its Concurrency
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_delivery_that_fails_is_tried_again_with_the_time_of_reception_that_it_was_judged_by(string store)
    {
        await using var scene = await StartAsync(store, Quickly);
        scene.BackendUpstream.Answer = context =>
            QueueScene.AnswerAsync(context, scene.BackendUpstream.Received.Count < 3 ? 500 : 204);

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await scene.HasAsync(DeliveryState.Delivered, 1);
        Assert.Equal(["1", "2", "3"], scene.BackendUpstream.Received.Select(received => received.Header("X-Gateway-Delivery-Attempt")));
        Assert.Single(scene.BackendUpstream.Received.Select(received => received.Header("X-Gateway-Verified-At")).Distinct());
        var record = Assert.Single(await scene.ListAsync(DeliveryState.Delivered));
        var history = AttemptHistory.Read(record.History.Span, record.QueuedAt);
        Assert.Equal(
            [(AttemptResult.Refused, 500), (AttemptResult.Refused, 500), (AttemptResult.Delivered, 204)],
            history.Attempts.Select(attempt => (attempt.Result, attempt.StatusCode)));
    }

    [Theory]
    [InlineData(410)]
    [InlineData(422)]
    public async Task A_final_status_ends_it_at_once(int status)
    {
        await using var scene = await StartAsync("memory", """ "Retry": { "FinalStatuses": [ 422 ] } """);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, status);

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await scene.HasAsync(DeliveryState.Dead, 1);
        Assert.Equal(DeadReason.FinalStatus, Assert.Single(await scene.ListAsync(DeliveryState.Dead)).Reason);
        Assert.Single(scene.BackendUpstream.Received);
    }

    [Fact]
    public async Task Behind_the_last_delay_it_is_a_dead_letter()
    {
        await using var scene = await StartAsync("memory", """ "Retry": { "Delays": [ "00:00:00.1", "00:00:00.1" ] } """);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 500);

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await scene.HasAsync(DeliveryState.Dead, 1);
        Assert.Equal(DeadReason.RetriesExhausted, Assert.Single(await scene.ListAsync(DeliveryState.Dead)).Reason);
        Assert.Equal(3, scene.BackendUpstream.Received.Count);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Events_with_one_key_arrive_in_order_and_others_do_not_wait_for_them(string store)
    {
        await using var scene = await StartAsync(store, $$""" {{Quickly}}, "OrderBy": "body:/job" """);
        var failed = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        scene.BackendUpstream.Answer = context =>
        {
            // Of job "a" every event fails once; nothing of it may pass another meanwhile.
            var last = scene.BackendUpstream.Received[^1].Text;
            return QueueScene.AnswerAsync(context, last.Contains("\"a\"", StringComparison.Ordinal) && failed.TryAdd(last, true) ? 500 : 200);
        };
        foreach (var number in Enumerable.Range(0, 5))
        {
            await scene.QueueAsync(Job("a", number));
        }

        await scene.QueueAsync(Job("b", 0));

        await scene.HasAsync(DeliveryState.Delivered, 6);
        var arrived = scene.BackendUpstream.Received.Select(received => received.Text).ToList();
        var ofA = arrived.Where(text => text.Contains("\"a\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(0, 5).SelectMany(number => Enumerable.Repeat(Job("a", number), 2)).Select(Text), ofA);
        Assert.True(arrived.IndexOf(Text(Job("b", 0))) < arrived.LastIndexOf(ofA[^1]), "b waited for a");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task When_too_many_wait_a_new_one_is_refused_and_a_copy_is_still_known(string store)
    {
        await using var scene = await StartAsync(store, """ "MaxOpen": 2, "Concurrency": 1 """);
        scene.BackendUpstream.Answer = scene.HangAsync;
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await scene.QueueAsync(SignedWebhook.Event("evt_2"));

        using var request = SignedWebhook.Event("evt_3").Request();
        using var refused = await scene.Gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("30", refused.Headers.RetryAfter!.ToString());
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await scene.SendAsync(SignedWebhook.Event("evt_1")));
        await scene.Gateway.CountsAsync("queue_full", 1);
    }

    [Fact]
    public async Task What_is_refused_is_not_queued()
    {
        await using var scene = await StartAsync("memory");
        using var forged = SignedWebhook.Event("evt_1").Request();
        forged.Headers.Remove(SignedWebhook.SignatureHeader);
        forged.Headers.Add(SignedWebhook.SignatureHeader, new string('0', 64));

        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.Gateway.SendAsync(forged)).Status);

        Assert.Empty(await scene.ListAsync(DeliveryState.Waiting));
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
    }

    private static async Task<QueueScene> StartAsync(string store, string delivery = "") => await QueueScene.StartAsync(
        delivery, configuration => _ = store == "sqlite" ? configuration.WithSqlite() : configuration);

    private static SignedWebhook Job(string job, int number) =>
        new(TimeProvider.System.GetUtcNow(), $$"""{"id":"{{job}}{{number}}","job":"{{job}}"}""");

    private static string Text(SignedWebhook webhook) => System.Text.Encoding.UTF8.GetString(webhook.Body);

    private static IEnumerable<string> Lines(ReceivedRequest request, string[] without) => request.Headers
        .Where(header => !without.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
        .OrderBy(header => header.Key, StringComparer.Ordinal)
        .Select(header => $"{header.Key}: {string.Join(" + ", header.Value)}");
}
