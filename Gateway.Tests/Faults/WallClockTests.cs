using System.Net;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Faults;

/// <summary>The machine's wall clock is set ahead and back while webhooks arrive and deliveries wait.</summary>
public sealed class WallClockTests
{
    private static readonly TimeSpan[] Settings =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(30), TimeSpan.FromDays(-30), TimeSpan.FromDays(3650)];

    public static TheoryData<string> Stores => ["Memory", "Sqlite", "Redis"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_was_processed_stays_so_and_only_what_is_stamped_by_the_clock_of_now_gets_through(string store)
    {
        await using var redis = store == "Redis" ? await RedisServer.StartAsync() : null;
        await using var upstream = await Upstream.StartAsync();
        var clock = new SetClock();
        await using var gateway = await TestGateway.StartAsync(
            With(store, redis, new TestConfiguration(upstream.Url, $$"""
                {
                  {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" },
                  "RateLimit": [ { "Limit": 1000, "Period": "1.00:00:00", "By": "Route" } ]
                }
                """)),
            clock);
        var first = SignedWebhook.Event("evt_first");
        Assert.Equal((HttpStatusCode.OK, "ok"), await SendAsync(gateway, first));

        for (var round = 0; round < FaultOptions.Rounds; round++)
        {
            foreach (var (index, setting) in Settings.Index())
            {
                clock.Set(setting);

                Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(gateway, first)).Status); // Too old, or of the future.
                var stamped = SignedWebhook.Event($"evt_{round}_{index}", clock);
                Assert.Equal((HttpStatusCode.OK, "ok"), await SendAsync(gateway, stamped));
                Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await SendAsync(gateway, stamped));

                clock.Set(TimeSpan.Zero);
                Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await SendAsync(gateway, first));
            }
        }

        var arrivals = upstream.Received.GroupBy(received => received.Header("X-Gateway-Event-Id")).ToList();
        Assert.Equal(1 + (Settings.Length * FaultOptions.Rounds), arrivals.Count);
        Each.Is(arrivals, arrival => Assert.Single(arrival));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Retries_come_when_they_were_to_come_and_nothing_is_delivered_twice(string store)
    {
        await using var redis = store == "Redis" ? await RedisServer.StartAsync() : null;
        await using var upstream = await Upstream.StartAsync();
        var clock = new SetClock();
        await using var gateway = await TestGateway.StartAsync(
            With(store, redis, new TestConfiguration(upstream.Url, QueueScene.Verification(
                """ "Retry": { "First": "00:00:00.2", "Longest": "00:00:00.5" } """))),
            clock);

        // Each setting is in force for an attempt that fails, and for the wait behind it.
        TimeSpan[] settings = [TimeSpan.FromHours(26), TimeSpan.FromHours(-26), TimeSpan.Zero];
        upstream.Answer = context => QueueScene.AnswerAsync(context, StatusCodes.Status500InternalServerError);
        Assert.Equal((HttpStatusCode.OK, """{"status":"queued"}"""), await SendAsync(gateway, SignedWebhook.Event("evt_1")));
        foreach (var setting in settings)
        {
            var before = upstream.Received.Count;
            clock.Set(setting);
            await QueueScene.ReceivedAsync(upstream, before + 2);
        }

        upstream.Answer = _ => Task.CompletedTask;
        var archive = gateway.Services.GetRequiredService<IDeliveryArchive>();
        await Eventually.IsTrueAsync(
            async () => (await archive.ListAsync(new DeliveryFilter { State = DeliveryState.Delivered }, null, 10, default)).Deliveries.Count == 1,
            "it is delivered");
        var arrived = upstream.Received.Count;
        await Silence.LastsAsync(TimeSpan.FromSeconds(1.5), () => upstream.Received.Count > arrived, "it has arrived again");
    }

    private static TestConfiguration With(string store, RedisServer? redis, TestConfiguration configuration) => store switch
    {
        "Sqlite" => configuration.WithSqlite(),
        "Redis" => configuration.WithRedis(redis!.Configuration),
        _ => configuration,
    };

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(TestGateway gateway, SignedWebhook webhook)
    {
        using var request = webhook.Request();
        return await gateway.SendAsync(request);
    }
}
