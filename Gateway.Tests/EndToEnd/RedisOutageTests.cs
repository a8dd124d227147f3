using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Gateway.Tests.Support;

namespace Gateway.Tests.EndToEnd;

/// <summary>Redis stopped, paused and restarted while webhooks arrive.</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    // One operation's deadline (1 s) three times over: budget, claim and completion, and room for a slow machine.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(8);

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
        await using var gateway = await TestGateway.StartAsync(Configuration("Reject"));
        using var load = new Load(gateway, LongestAnswer);
        load.Start(senders: 16);
        await load.AnsweredAsync(HttpStatusCode.OK, 200);

        await BeginAsync(outage);
        await load.AnsweredAsync(HttpStatusCode.ServiceUnavailable, 50);
        await EndAsync(outage);

        await load.AnsweredAsync(HttpStatusCode.OK, 200); // recovered, without a restart of the gateway
        await load.StopAsync();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], load.Statuses.Except([HttpStatusCode.Conflict]).Order());
        Assert.All(_upstream.Received.GroupBy(request => request.Header("X-Gateway-Event-Id")), group => Assert.Single(group));

        // Every event that was answered 200 stays processed, also those whose completion fell into the outage.
        foreach (var webhook in load.Accepted)
        {
            using var copy = webhook.Request();
            var (status, body) = await gateway.SendAsync(copy);
            Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), (status, body));
        }
    }

    [Fact]
    public async Task While_redis_is_away_a_route_that_says_so_forwards()
    {
        await using var gateway = await TestGateway.StartAsync(Configuration("Forward"));
        await _redis.StopAsync();

        using var request = SignedWebhook.Event("evt_1").Request();
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(request)).Status);
        Assert.Single(_upstream.Received);
    }

    [Fact]
    public async Task A_gateway_that_starts_before_redis_refuses_until_redis_is_there()
    {
        await _redis.StopAsync();
        await using var gateway = await TestGateway.StartAsync(Configuration("Reject"));
        using (var request = SignedWebhook.Event("evt_1").Request())
        {
            using var answer = await gateway.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
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

    private TestConfiguration Configuration(string onStoreFailure) =>
        new TestConfiguration(
            _upstream.Url,
            $$"""
            {
              {{SignedWebhook.Scheme}},
              "RateLimit": [ { "Limit": 1000000, "Period": "00:00:01", "By": "Route" } ],
              "Deduplication": { "Key": "body:/id", "OnStoreFailure": "{{onStoreFailure}}" }
            }
            """).WithRedis(_redis.Configuration, timeout: "00:00:01");

    private Task BeginAsync(string outage) => outage == "pause" ? _redis.PauseAsync() : _redis.StopAsync();

    private Task EndAsync(string outage) => outage == "pause" ? _redis.ResumeAsync() : _redis.RestartAsync();

    /// <summary>Sends new events as a provider does: one that is not answered 200 is sent again.</summary>
    private sealed class Load(TestGateway gateway, TimeSpan longest) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentQueue<(HttpStatusCode Status, SignedWebhook Webhook)> _answers = new();
        private Task _senders = Task.CompletedTask;

        public IEnumerable<HttpStatusCode> Statuses => _answers.Select(answer => answer.Status).Distinct();

        public IEnumerable<SignedWebhook> Accepted =>
            _answers.Where(answer => answer.Status == HttpStatusCode.OK).Select(answer => answer.Webhook);

        public void Start(int senders) =>
            _senders = Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() => SendAsync(sender))));

        /// <summary>Waits for so many more answers of the kind.</summary>
        public async Task AnsweredAsync(HttpStatusCode status, int more)
        {
            var before = _answers.Count(answer => answer.Status == status);
            await Eventually.IsTrueAsync(
                () => Task.FromResult(_senders.IsFaulted || _answers.Count(answer => answer.Status == status) >= before + more),
                $"{more} more requests are answered {status}");
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _senders;
        }

        public void Dispose() => _stop.Dispose();

        private async Task SendAsync(int sender)
        {
            for (var i = 0; !_stop.IsCancellationRequested; i++)
            {
                var webhook = SignedWebhook.Event($"evt_{sender}_{i}");
                var status = HttpStatusCode.ServiceUnavailable;
                while (status != HttpStatusCode.OK && !_stop.IsCancellationRequested)
                {
                    using var request = webhook.Request();
                    var sent = Stopwatch.StartNew();
                    (status, _) = await gateway.SendAsync(request);
                    Assert.True(sent.Elapsed < longest, $"A request took {sent.Elapsed}.");
                    _answers.Enqueue((status, webhook));
                }
            }
        }
    }
}
