using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Delivery.Attempts;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>A queued delivery is subject to what its route says, and to nothing that was judged when it was received.</summary>
public sealed class DeliveryRouteTests
{
    private const string Quickly = """ "Retry": { "First": "00:00:00.1", "Longest": "00:00:00.2" } """;

    [Fact]
    public async Task The_replay_window_is_judged_at_reception_and_never_again()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var scene = await QueueScene.StartAsync(""" "Timeout": "01:00:00", "Retry": { "Delays": [ "04:00:00", "1.00:00:00" ] } """, clock: clock);
        var isDown = true;
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, isDown ? 500 : 200);
        var receivedAt = clock.GetUtcNow();
        await scene.QueueAsync(SignedWebhook.Event("evt_1", clock));
        await AdvanceUntilAsync(clock, TimeSpan.FromSeconds(1), () => scene.BackendUpstream.Received.Count >= 1);

        await AdvanceUntilAsync(clock, TimeSpan.Zero, async () => (await scene.ListAsync(DeliveryState.Waiting))[0].History.Length > 0);
        isDown = false;
        clock.Advance(TimeSpan.FromHours(4)); // The window is 5 minutes.
        await AdvanceUntilAsync(clock, TimeSpan.FromSeconds(1), () => scene.BackendUpstream.Received.Count >= 2);

        var stamp = receivedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Each.Is(scene.BackendUpstream.Received, received => Assert.Equal(stamp, received.Header("X-Gateway-Verified-At")));
        Assert.Equal("2", scene.BackendUpstream.Received[^1].Header("X-Gateway-Delivery-Attempt"));
        await AdvanceUntilAsync(clock, TimeSpan.Zero, async () => (await scene.ListAsync(DeliveryState.Delivered)).Count == 1);
    }

    [Fact]
    public async Task Transforms_and_what_the_path_held_are_those_of_the_route()
    {
        await using var scene = await QueueScene.StartAsync(change: root =>
        {
            var route = root["ReverseProxy"]!["Routes"]!["hooks"]!;
            route["Match"] = new JsonObject { ["Path"] = "/in/{tenant}/{**rest}" };
            route["Transforms"] = new JsonArray(
                new JsonObject { ["PathPattern"] = "/out/{tenant}/{**rest}" },
                new JsonObject { ["RequestHeader"] = "X-Added", ["Set"] = "by the route" },
                new JsonObject { ["RequestHeaderRemove"] = "X-Unwanted" });
        });
        using var request = SignedWebhook.Event("evt_1").Request("/in/acme/a/b?q=1");
        request.Headers.Add("X-Unwanted", "x");

        Assert.Equal(HttpStatusCode.OK, (await scene.Gateway.SendAsync(request)).Status);

        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        var received = scene.BackendUpstream.Received[0];
        Assert.Equal("/out/acme/a/b?q=1", received.Target);
        Assert.Equal("by the route", received.Header("X-Added"));
        Assert.Null(received.Header("X-Unwanted"));
    }

    [Fact]
    public async Task A_reload_sends_what_waits_to_where_the_cluster_is_now()
    {
        await using var scene = await QueueScene.StartAsync(Quickly);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 503);
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);

        await scene.Gateway.ReloadAsync(root =>
            root["ReverseProxy"]!["Clusters"]!["backend"]!["Destinations"]!["one"]!["Address"] = scene.AuditUpstream.Url);

        await scene.HasAsync(DeliveryState.Delivered, 1);
        Assert.Single(scene.AuditUpstream.Received);
    }

    [Fact]
    public async Task A_destination_that_is_taken_away_keeps_what_waits_for_it_until_it_is_back()
    {
        await using var scene = await QueueScene.StartAsync($$""" {{Quickly}}, "To": [ "backend", "audit" ] """);
        scene.AuditUpstream.Answer = context => QueueScene.AnswerAsync(context, 500);
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await QueueScene.ReceivedAsync(scene.AuditUpstream, 1);

        await scene.Gateway.ReloadAsync(root => Delivery(root)["To"] = new JsonArray("backend"));
        await scene.HasAsync(DeliveryState.Delivered, 1);
        await LoggedAsync(scene, "nothing in the configuration delivers them");
        scene.AuditUpstream.Answer = _ => Task.CompletedTask;
        Assert.Equal("audit", Assert.Single(await scene.ListAsync(DeliveryState.Waiting)).Destination);

        await scene.Gateway.ReloadAsync(root => Delivery(root)["To"] = new JsonArray("backend", "audit"));

        await scene.HasAsync(DeliveryState.Delivered, 2);
    }

    [Fact]
    public async Task A_destination_that_hangs_is_left_alone_after_the_timeout()
    {
        await using var scene = await QueueScene.StartAsync(
            """ "Timeout": "00:00:01", "Retry": { "Delays": [ "00:00:00.1" ] }, "Breaker": { "Failures": 1000 } """);
        scene.BackendUpstream.Answer = scene.HangAsync;

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await scene.HasAsync(DeliveryState.Dead, 1);
        var record = Assert.Single(await scene.ListAsync(DeliveryState.Dead));
        Assert.Equal(
            [AttemptResult.Timeout, AttemptResult.Timeout],
            AttemptHistory.Read(record.History.Span, record.QueuedAt).Attempts.Select(attempt => attempt.Result));
    }

    [Fact]
    public async Task A_destination_that_is_down_is_paused_and_events_spend_no_attempts_meanwhile()
    {
        await using var scene = await QueueScene.StartAsync(
            $$""" {{Quickly}}, "Concurrency": 1, "Breaker": { "Failures": 3, "Pause": "00:01:00" } """);
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, 503);

        foreach (var number in Enumerable.Range(0, 20))
        {
            await scene.QueueAsync(SignedWebhook.Event($"evt_{number}"));
        }

        await LoggedAsync(scene, "Deliveries of hooks to backend pause for 60 s");
        Assert.Equal(3, scene.BackendUpstream.Received.Count);
        Assert.Equal(20, (await scene.ListAsync(DeliveryState.Waiting)).Count);
    }

    [Fact]
    public async Task After_the_pause_one_attempt_finds_out_and_then_all_are_delivered()
    {
        await using var scene = await QueueScene.StartAsync(
            $$""" {{Quickly}}, "Concurrency": 1, "Breaker": { "Failures": 2, "Pause": "00:00:01" } """);
        var isDown = true;
        scene.BackendUpstream.Answer = context => QueueScene.AnswerAsync(context, isDown ? 503 : 200);
        foreach (var number in Enumerable.Range(0, 5))
        {
            await scene.QueueAsync(SignedWebhook.Event($"evt_{number}"));
        }

        await LoggedAsync(scene, "pause for 1 s");
        isDown = false;

        await scene.HasAsync(DeliveryState.Delivered, 5);
        await LoggedAsync(scene, "go on");
    }

    [Fact]
    public async Task What_a_destination_asks_for_by_Retry_After_is_waited_for()
    {
        await using var scene = await QueueScene.StartAsync(Quickly);
        scene.BackendUpstream.Answer = context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return QueueScene.AnswerAsync(context, 429);
        };

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await LoggedAsync(scene, "next attempt in 3600 s");
        Assert.Single(scene.BackendUpstream.Received);
    }

    [Fact]
    public async Task No_more_attempts_are_made_at_once_or_in_a_time_than_the_route_allows()
    {
        await using var scene = await QueueScene.StartAsync(
            """ "Concurrency": 2, "Rate": { "Limit": 3, "Period": "1.00:00:00" } """);
        var (now, most) = (0, 0);
        scene.BackendUpstream.Answer = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
        };

        foreach (var number in Enumerable.Range(0, 10))
        {
            await scene.QueueAsync(SignedWebhook.Event($"evt_{number}"));
        }

        await scene.HasAsync(DeliveryState.Delivered, 3);
        Assert.InRange(most, 1, 2);
        Assert.Equal(3, scene.BackendUpstream.Received.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0002")]
    [InlineData("0001FFFFFFFFFF")]
    [InlineData("07")]
    public async Task An_event_that_cannot_be_read_ends_as_a_dead_letter_and_holds_up_no_other(string content)
    {
        await using var scene = await QueueScene.StartAsync(""" "Retry": { "Delays": [ "00:00:00.1" ] } """);
        var poisoned = new StoredEvent
        {
            Id = Guid.CreateVersion7(),
            Route = "hooks",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Content = Convert.FromHexString(content + "00"),
        };
        var queue = scene.Gateway.Services.GetRequiredService<IDeliveryQueue>();
        await queue.AcceptAsync(new Acceptance(poisoned, ["backend"]), CancellationToken.None);

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await scene.HasAsync(DeliveryState.Delivered, 1);
        await scene.HasAsync(DeliveryState.Dead, 1);
        var record = Assert.Single(await scene.ListAsync(DeliveryState.Dead));
        Each.Is(
            AttemptHistory.Read(record.History.Span, record.QueuedAt).Attempts,
            attempt => Assert.Equal(AttemptResult.Unreadable, attempt.Result));
    }

    [Fact]
    public async Task What_is_delivered_makes_room_for_what_is_new()
    {
        await using var scene = await QueueScene.StartAsync(
            store: configuration => configuration.Change(root => root["Gateway"]!["Storage"]!["MaxBytes"] = 1024 * 1024));
        for (var number = 0; number < 30; number++)
        {
            var webhook = new SignedWebhook(
                TimeProvider.System.GetUtcNow(), $$"""{"id":"evt_{{number}}","pad":"{{new string('x', 100_000)}}"}""");
            await Eventually.IsTrueAsync(
                async () => (await scene.SendAsync(webhook)).Status == HttpStatusCode.OK, "there is room for a new one");
        }

        await QueueScene.ReceivedAsync(scene.BackendUpstream, 30);
    }

    [Fact]
    public async Task Retention_of_nothing_removes_what_is_delivered()
    {
        await using var scene = await QueueScene.StartAsync(
            """ "Delivered": { "KeepFor": "00:00:00" } """, configuration => configuration.WithSqlite());

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        await Eventually.IsTrueAsync(
            async () =>
            {
                var queue = scene.Gateway.Services.GetRequiredService<IDeliveryQueue>();
                return (await queue.StatusAsync(CancellationToken.None)).All(status => status is { Open: 0, Delivered: 0 });
            },
            "nothing is kept");
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await scene.SendAsync(SignedWebhook.Event("evt_1")));
    }

    [Fact]
    public async Task A_stop_finishes_what_is_in_hand()
    {
        var scene = await QueueScene.StartAsync(store: configuration => configuration.WithSqlite());
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        scene.BackendUpstream.Answer = async _ =>
        {
            entered.TrySetResult();
            await release.Task;
        };
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await entered.Task;

        var stopped = scene.Gateway.StopAsync();
        await LoggedAsync(scene, "Application is shutting down");
        release.SetResult();
        await stopped;

        await LoggedAsync(scene, "Delivered hooks to backend: 200");
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_hands_back_what_does_not_end_and_the_next_start_delivers_it()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-test-");
        var path = Path.Combine(folder.FullName, "gateway.db");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var first = await QueueScene.StartAsync(
            """ "Timeout": "01:00:00" """, configuration => configuration.WithSqlite()
                .Change(root => root["Gateway"]!["Storage"]!["Path"] = path), clock);
        first.BackendUpstream.Answer = first.HangAsync;
        await first.QueueAsync(SignedWebhook.Event("evt_1", clock));
        await AdvanceUntilAsync(clock, TimeSpan.FromSeconds(1), () => first.BackendUpstream.Received.Count == 1);

        var stopped = first.Gateway.StopAsync();
        await AdvanceUntilAsync(clock, TimeSpan.FromSeconds(5), () => stopped.IsCompleted);
        await first.DisposeAsync();

        var second = await QueueScene.StartAsync(store: configuration => configuration.WithSqlite()
            .Change(root => root["Gateway"]!["Storage"]!["Path"] = path));
        await second.HasAsync(DeliveryState.Delivered, 1);
        Assert.Equal("1", Assert.Single(second.BackendUpstream.Received).Header("X-Gateway-Delivery-Attempt"));
        await second.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData(10)]
    public async Task An_answer_that_is_long_or_does_not_end_counts_by_its_status(int bytes)
    {
        await using var scene = await QueueScene.StartAsync($$""" {{Quickly}}, "Timeout": "00:00:02" """);
        scene.BackendUpstream.Answer = async context =>
        {
            context.Response.ContentLength = 100_000_000;
            await context.Response.Body.WriteAsync(new byte[bytes], context.RequestAborted);
            await scene.HangAsync(context);
        };

        await scene.QueueAsync(SignedWebhook.Event("evt_1"));

        await scene.HasAsync(DeliveryState.Delivered, 1);
        Assert.Single(scene.BackendUpstream.Received);
    }

    private static JsonNode Delivery(JsonObject root) =>
        root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Delivery"]!;

    private static Task LoggedAsync(QueueScene scene, string text) => Eventually.IsTrueAsync(
        () => Task.FromResult(((CapturedLog)scene.Configuration.Logger).Lines.Any(line => line.Contains(text, StringComparison.Ordinal))),
        $"'{text}' is logged");

    private static Task AdvanceUntilAsync(FakeTimeProvider clock, TimeSpan step, Func<bool> observed) =>
        AdvanceUntilAsync(clock, step, () => Task.FromResult(observed()));

    private static Task AdvanceUntilAsync(FakeTimeProvider clock, TimeSpan step, Func<Task<bool>> observed) => Eventually.IsTrueAsync(
        async () =>
        {
            clock.Advance(step);
            return await observed();
        },
        "it is delivered");
}
