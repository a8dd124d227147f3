using System.Diagnostics;
using System.Net;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Faults;

/// <summary>
/// A Redis that pauses, is slow, has no memory, is read-only or misses its replicas. (Killed and hanging: <c>RedisOutageTests</c>;
/// failing over: <c>RedisSentinelFailoverTests</c>, <c>RedisFailoverTests</c>, <c>CrashTests</c>.)
/// </summary>
public sealed class RedisFaultTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    // Claim and completion, or an acceptance; and a busy machine.
    private static readonly TimeSpan LongestAnswer = (2 * Timeout) + TimeSpan.FromSeconds(8);

    private RedisServer _redis = null!;
    private LossyProxy _way = null!;
    private Upstream _upstream = null!;

    public async Task InitializeAsync()
    {
        (_redis, _upstream) = (await RedisServer.StartAsync(new() { AppendOnly = true }), await Upstream.StartAsync());
        _way = new LossyProxy(_redis.Port);
    }

    public async Task DisposeAsync()
    {
        await _way.DisposeAsync();
        await _redis.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("paused", "Forward")]
    [InlineData("paused", "Queue")]
    [InlineData("hanging", "Queue")]
    [InlineData("killed", "Queue")]
    [InlineData("slow", "Forward")]
    [InlineData("slow", "Queue")]
    [InlineData("too slow", "Forward")]
    [InlineData("too slow", "Queue")]
    [InlineData("losing answers", "Queue")]
    [InlineData("out of memory", "Forward")]
    [InlineData("out of memory", "Queue")]
    [InlineData("read-only", "Forward")]
    [InlineData("read-only", "Queue")]
    [InlineData("without its replicas", "Forward")]
    [InlineData("without its replicas", "Queue")]
    public async Task Everybody_is_answered_nothing_arrives_unverified_or_twice_and_service_returns(string fault, string mode)
    {
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(_upstream.Url, Verification(mode))
            .WithRedis($"127.0.0.1:{_way.Port}", $"{Timeout:c}"));
        await Eventually.IsTrueAsync(async () => (await SendAsync(gateway, SignedWebhook.Event("evt_warm"))).Status == HttpStatusCode.OK, "Redis is connected");
        for (var round = 0; round < FaultOptions.Rounds; round++)
        {
            List<SignedWebhook> before = [.. Enumerable.Range(0, 4).Select(i => SignedWebhook.Event($"evt_{round}_before_{i}"))];
            foreach (var webhook in before)
            {
                await Eventually.IsTrueAsync(
                    async () => (await SendAsync(gateway, webhook)).Status == HttpStatusCode.OK, "what comes before is taken");
            }

            await BeginAsync(fault);
            List<SignedWebhook> during = [.. Enumerable.Range(0, 12).Select(i => SignedWebhook.Event($"evt_{round}_during_{i}"))];
            List<(HttpStatusCode Status, TimeSpan Elapsed)> answers = [];
            foreach (var some in during.Chunk(4))
            {
                answers.AddRange(await AllAsync(gateway, some));
            }

            answers.AddRange(await AllAsync(gateway, before)); // Copies.
            var forged = SignedWebhook.Event("evt_forged");
            using (var request = (forged with { Body = [.. forged.Body, (byte)' '] }).Request())
            {
                request.Headers.Remove(SignedWebhook.SignatureHeader);
                request.Headers.Add(SignedWebhook.SignatureHeader, forged.Signature);
                Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SendAsync(request)).Status);
            }

            var ready = await ReadyAsync(gateway);
            await EndAsync(fault);

            output.WriteLine(
                $"{fault}, {mode}: {string.Join(", ", answers.CountBy(answer => (int)answer.Status).Select(count => $"{count.Value} x {count.Key}"))}, "
                + $"the longest after {answers.Max(answer => answer.Elapsed).TotalMilliseconds:0} ms; /readyz {(int)ready}");
            Assert.Empty(answers.Select(answer => answer.Status).Except([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]));
            Assert.InRange(answers.Max(answer => answer.Elapsed), TimeSpan.Zero, LongestAnswer);
            Assert.True(fault != "slow" || answers.TrueForAll(answer => answer.Status == HttpStatusCode.OK), "Slow is not away.");

            // The provider sends again what was not answered 2xx, and each is taken in the end.
            foreach (var webhook in during)
            {
                await Eventually.IsTrueAsync(
                    async () => (await SendAsync(gateway, webhook)).Status == HttpStatusCode.OK, "what was refused is taken");
            }

            await ArriveAsync([.. before, .. during]);
        }

        Each.Is(Arrivals(), arrivals => Assert.Single(arrivals));
        Assert.DoesNotContain(_upstream.Received, received => received.Text.EndsWith(' '));
    }

    private static string Verification(string mode) => mode == "Queue"
        ? QueueScene.Verification(""" "Retry": { "First": "00:00:00.2", "Longest": "00:00:01" } """)
        : $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": { "Key": "body:/id" } }""";

    private IEnumerable<IGrouping<string?, ReceivedRequest>> Arrivals() =>
        _upstream.Received.GroupBy(received => received.Header("X-Gateway-Event-Id"));

    private Task ArriveAsync(IReadOnlyList<SignedWebhook> webhooks) => Eventually.IsTrueAsync(
        () => Task.FromResult(webhooks.All(webhook => _upstream.Received.Any(received => received.Body.AsSpan().SequenceEqual(webhook.Body)))),
        "all of them have arrived");

    private Task BeginAsync(string fault) => fault switch
    {
        "paused" => AskAsync("CLIENT PAUSE 6000 ALL"), // Longer than all of this takes to be refused.
        "hanging" => _redis.PauseAsync(),
        "killed" => _redis.StopAsync(),
        "out of memory" => AskAsync("CONFIG SET maxmemory 1"),
        "read-only" => AskAsync($"REPLICAOF 127.0.0.1 {FreePort.Next()}"),
        "without its replicas" => AskAsync("CONFIG SET min-replicas-to-write 1"),
        "losing answers" => Now(_way.Lose),
        "slow" => Now(() => _way.Delay = TimeSpan.FromMilliseconds(100)),
        _ => Now(() => _way.Delay = TimeSpan.FromSeconds(3)),
    };

    private Task EndAsync(string fault) => fault switch
    {
        "paused" => Task.CompletedTask, // Ends by itself.
        "hanging" => _redis.ResumeAsync(),
        "killed" => _redis.RestartAsync(),
        "out of memory" => AskAsync("CONFIG SET maxmemory 0"),
        "read-only" => AskAsync("REPLICAOF NO ONE"),
        "without its replicas" => AskAsync("CONFIG SET min-replicas-to-write 0"),
        "losing answers" => Now(_way.Recover),
        _ => Now(() => _way.Delay = TimeSpan.Zero),
    };

    private async Task AskAsync(string command) => Assert.StartsWith("+OK", await _redis.AskAsync(command), StringComparison.Ordinal);

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static Task<(HttpStatusCode Status, TimeSpan Elapsed)[]> AllAsync(TestGateway gateway, IEnumerable<SignedWebhook> webhooks) =>
        Task.WhenAll(webhooks.Select(webhook => SendAsync(gateway, webhook)));

    private static async Task<(HttpStatusCode Status, TimeSpan Elapsed)> SendAsync(TestGateway gateway, SignedWebhook webhook)
    {
        using var request = webhook.Request();
        var sent = Stopwatch.StartNew();
        var (status, _) = await gateway.SendAsync(request);
        return (status, sent.Elapsed);
    }

    private static async Task<HttpStatusCode> ReadyAsync(TestGateway gateway)
    {
        using var answer = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, "/readyz"));
        return answer.StatusCode;
    }
}
