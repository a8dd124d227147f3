using System.Diagnostics;
using System.Net;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.EndToEnd;

/// <summary>Redis stopped, paused and restarted while webhooks arrive.</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    // A request waits for one deadline at most: it is refused at the first operation that Redis leaves unanswered, or has
    // its answer and only the completion is open. The margin is for timers that fire late where two processors also run
    // the senders, the backend and other tests; it is less than a deadline, so waiting for two of them does not pass.
    private static readonly TimeSpan LongestAnswer = Deadline + TimeSpan.FromSeconds(1.5);

    private RedisServer _redis = null!;
    private Upstream _upstream = null!;

    public async Task InitializeAsync() => (_redis, _upstream) =
        (await RedisServer.StartAsync(new RedisServerOptions { AppendOnly = true }), await Upstream.StartAsync());

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("restart")]
    public async Task Under_load_every_request_is_answered_nothing_is_forwarded_twice_and_service_returns(string outage)
    {
        await using var gateway = await TestGateway.StartAsync(Configuration(Deadline));
        using var load = new RetryingLoad(gateway);
        load.Start(senders: 16);
        await load.AnsweredAsync(HttpStatusCode.OK, 200);

        await BeginAsync(outage);
        await load.AnsweredAsync(HttpStatusCode.ServiceUnavailable, 50);
        await EndAsync(outage);

        await load.AnsweredAsync(HttpStatusCode.OK, 200); // recovered, without a restart of the gateway
        await load.StopAsync();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], load.Statuses.Except([HttpStatusCode.Conflict]).Order());
        await gateway.CountsAsync(Outcome.StoreUnavailable.Code, load.Count(HttpStatusCode.ServiceUnavailable));
        Assert.InRange(load.Longest, TimeSpan.Zero, LongestAnswer);
        Each.Is(_upstream.Received.GroupBy(request => request.Header("X-Gateway-Event-Id")), group => Assert.Single(group));

        // Every event that was answered 200 stays processed, also those whose completion fell into the outage, and also
        // for a gateway that knows of it by Redis alone.
        await Eventually.IsTrueAsync(() => Task.FromResult(Unsettled(gateway) == 0), "Redis has taken all completions");
        await using var other = await TestGateway.StartAsync(Configuration());
        foreach (var webhook in load.Accepted)
        {
            await IsDuplicateAsync(other, webhook);
        }
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("pause and restart")] // a pause alone loses nothing: Redis would carry out later what it was sent
    public async Task What_was_delivered_during_an_outage_longer_than_the_lease_is_a_duplicate_for_another_gateway(string outage)
    {
        // The lease ends after the deadline of the completion: until then the attempt at the backend must not be given up.
        var lease = TimeSpan.FromSeconds(2);
        await using var gateway = await TestGateway.StartAsync(Configuration(TimeSpan.FromSeconds(0.5), lease));
        using (var warmUp = SignedWebhook.Event("evt_0").Request())
        {
            Assert.Equal((HttpStatusCode.OK, "ok"), await gateway.SendAsync(warmUp));
        }

        var leave = new TaskCompletionSource();
        _upstream.Answer = async context =>
        {
            await leave.Task;
            await context.Response.WriteAsync("ok");
        };
        var webhooks = Enumerable.Range(1, 5).Select(i => SignedWebhook.Event($"evt_{i}")).ToList();
        var delivered = Task.WhenAll(webhooks.Select(async webhook =>
        {
            using var request = webhook.Request();
            return await gateway.SendAsync(request);
        }));
        await Eventually.IsTrueAsync(() => Task.FromResult(_upstream.Received.Count == 6), "the backend has them all");
        var claimed = Stopwatch.StartNew();

        await BeginAsync(outage);
        leave.SetResult();
        Each.Is(await delivered, answer => Assert.Equal((HttpStatusCode.OK, "ok"), answer));
        Assert.Equal(5, Unsettled(gateway));
        await Eventually.IsTrueAsync(() => Task.FromResult(claimed.Elapsed > lease), "all leases have ended");
        await EndAsync(outage);

        // Nothing but a repeated completion can tell the other gateway: no claim is left, and it has not seen the events.
        await Eventually.IsTrueAsync(() => Task.FromResult(Unsettled(gateway) == 0), "Redis has taken all completions");
        await using var other = await TestGateway.StartAsync(Configuration(lease: lease));
        foreach (var webhook in webhooks)
        {
            await IsDuplicateAsync(other, webhook);
        }

        Assert.Equal(6, _upstream.Received.Count);
    }

    [Fact]
    public async Task While_redis_is_away_a_route_that_says_so_forwards()
    {
        await using var gateway = await TestGateway.StartAsync(Configuration(Deadline, onStoreFailure: "Forward"));
        await _redis.StopAsync();

        using var request = SignedWebhook.Event("evt_1").Request();
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(request)).Status);
        await gateway.CountsAsync(Outcome.Forwarded.Code, 1);
        Assert.Single(_upstream.Received);
    }

    [Fact]
    public async Task A_gateway_that_starts_before_redis_refuses_until_redis_is_there()
    {
        await _redis.StopAsync();
        await using var gateway = await TestGateway.StartAsync(Configuration(Deadline));
        using (var request = SignedWebhook.Event("evt_1").Request())
        {
            using var answer = await gateway.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            await gateway.CountsAsync(Outcome.StoreUnavailable.Code, 1);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(gateway));
        await _redis.RestartAsync();
        await Eventually.IsTrueAsync(async () => await ReadyAsync(gateway) == HttpStatusCode.OK, "the gateway is ready");
        using var again = SignedWebhook.Event("evt_1").Request();
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(again)).Status);
    }

    private static async Task<HttpStatusCode> ReadyAsync(TestGateway gateway)
    {
        using var answer = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/readyz"));
        return answer.StatusCode;
    }

    private static async Task IsDuplicateAsync(TestGateway gateway, SignedWebhook webhook)
    {
        using var copy = webhook.Request();
        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await gateway.SendAsync(copy));
    }

    /// <summary>How many completions Redis has not taken yet.</summary>
    private static int Unsettled(TestGateway gateway) => gateway.Services.GetRequiredService<GatewayStores>().Claims.Pending;

    /// <param name="timeout">Of an operation; by default long, where nothing is about it.</param>
    /// <param name="lease">By default longer than any outage here.</param>
    /// <param name="onStoreFailure">What the route says.</param>
    private TestConfiguration Configuration(TimeSpan? timeout = null, TimeSpan? lease = null, string onStoreFailure = "Reject") =>
        new TestConfiguration(
            _upstream.Url,
            $$"""
            {
              {{SignedWebhook.Scheme}},
              "RateLimit": [ { "Limit": 1000000, "Period": "00:00:01", "By": "Route" } ],
              "Deduplication": {
                "Key": "body:/id", "OnStoreFailure": "{{onStoreFailure}}", "Lease": "{{lease ?? TimeSpan.FromMinutes(1):c}}"
              }
            }
            """).WithRedis(_redis.Configuration, $"{timeout ?? TimeSpan.FromSeconds(20):c}");

    private Task BeginAsync(string outage) => outage == "restart" ? _redis.StopAsync() : _redis.PauseAsync();

    private async Task EndAsync(string outage)
    {
        if (outage == "pause")
        {
            await _redis.ResumeAsync();
            return;
        }

        await _redis.StopAsync();
        await _redis.RestartAsync();
    }
}
