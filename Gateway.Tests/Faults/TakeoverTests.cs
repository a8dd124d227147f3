using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Gateway.Tests.Faults;

/// <summary>Two gateways on one Redis: what one had in hand comes to the other when it is gone, and only then.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class TakeoverTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Events = 6; // Fewer than the attempts at once of one gateway.

    private static readonly TimeSpan LongestTakeover = TimeSpan.FromSeconds(10);

    private RedisServer _redis = null!;
    private Upstream _upstream = null!;
    private TestConfiguration _configuration = null!;

    public async Task InitializeAsync()
    {
        (_redis, _upstream) = (await RedisServer.StartAsync(new() { AppendOnly = true }), await Upstream.StartAsync());
        _configuration = new TestConfiguration(
            _upstream.Url, QueueScene.Verification(""" "Retry": { "First": "00:00:00.5", "Longest": "00:00:01" } """))
            .WithRedis(_redis.Configuration, timeout: "00:00:01");
    }

    public async Task DisposeAsync()
    {
        await _upstream.DisposeAsync();
        await _redis.DisposeAsync();
        _configuration.Dispose();
    }

    [Fact]
    public async Task What_a_killed_gateway_had_in_hand_is_delivered_by_the_other_within_10_seconds()
    {
        for (var round = 0; round < FaultOptions.Rounds; round++)
        {
            var before = _upstream.Received.Count;
            await using var killed = await GatewayProcess.StartAsync(_configuration);
            _upstream.Answer = Hanging.UntilAbortedAsync;
            await QueueAsync(killed, round);
            await QueueScene.ReceivedAsync(_upstream, before + Events);
            await using var other = await GatewayProcess.StartAsync(_configuration);
            await Silence.LastsAsync(
                TimeSpan.FromSeconds(1), () => _upstream.Received.Count > before + Events, "the other has taken what is in hand");
            _upstream.Answer = _ => Task.CompletedTask;

            await killed.KillAsync();
            var since = Stopwatch.StartNew();
            await QueueScene.ReceivedAsync(_upstream, before + (2 * Events));

            output.WriteLine($"{Events} deliveries in hand of a killed gateway arrived from the other after {since.Elapsed.TotalSeconds:0.0} s");
            Assert.InRange(since.Elapsed, TimeSpan.Zero, LongestTakeover);
            await AreDeliveredAsync(other, (round + 1) * Events);
            await other.TerminateAsync();
        }

        Each.Is(Arrivals(), arrivals => Assert.Equal(2, arrivals.Count()));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("Redis hangs")]
    [InlineData("Redis is killed")]
    public async Task A_slow_backend_gets_one_attempt_at_each_and_also_when_the_store_is_away_for_longer_than_the_lease(string fault)
    {
        await using var slow = await GatewayProcess.StartAsync(_configuration);
        var slowness = TimeSpan.FromSeconds(15 * FaultOptions.Rounds);
        _upstream.Answer = _ => Pause.ForAsync(slowness);
        await QueueAsync(slow);
        await QueueScene.ReceivedAsync(_upstream, Events);
        var since = Stopwatch.StartNew();
        await using var other = await GatewayProcess.StartAsync(_configuration);
        var isKilled = fault == "Redis is killed";
        if (fault != "nothing")
        {
            await (isKilled ? _redis.StopAsync() : _redis.PauseAsync());
            await Silence.LastsAsync(TimeSpan.FromSeconds(8), () => _upstream.Received.Count > Events, "another attempt was made");
            await (isKilled ? _redis.RestartAsync() : _redis.ResumeAsync());
        }

        await Silence.LastsAsync(slowness - since.Elapsed, () => _upstream.Received.Count > Events, "another attempt was made");
        await AreDeliveredAsync(other, Events);

        Assert.Equal(Events, _upstream.Received.Count);
        Each.Is(_upstream.Received, received => Assert.Equal("1", received.Header("X-Gateway-Delivery-Attempt")));
    }

    [Fact]
    public async Task A_gateway_that_stood_still_for_longer_than_its_leases_loses_nothing_and_undoes_nothing()
    {
        for (var round = 0; round < FaultOptions.Rounds; round++)
        {
            var before = _upstream.Received.Count;
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var suspended = await GatewayProcess.StartAsync(_configuration);
            _upstream.Answer = async context =>
            {
                await answer.Task; // Refuses: the later holder's word is what counts.
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            };
            await QueueAsync(suspended, round);
            await QueueScene.ReceivedAsync(_upstream, before + Events);
            await using var other = await GatewayProcess.StartAsync(_configuration);
            _upstream.Answer = _ => Task.CompletedTask;

            await suspended.PauseAsync();
            var since = Stopwatch.StartNew();
            await QueueScene.ReceivedAsync(_upstream, before + (2 * Events));
            output.WriteLine($"{Events} deliveries in hand of a suspended gateway arrived from the other after {since.Elapsed.TotalSeconds:0.0} s");
            Assert.InRange(since.Elapsed, TimeSpan.Zero, LongestTakeover);
            await AreDeliveredAsync(other, (round + 1) * Events);
            answer.SetResult();
            await suspended.ResumeAsync();

            // It is of use again, and what it was told at last has brought nothing back.
            using (var request = SignedWebhook.Event($"evt_{round}_last").Request())
            {
                using var accepted = await suspended.Client.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
            }

            await Eventually.IsTrueAsync(
                () => Task.FromResult(_upstream.Received.Any(received => received.Header("X-Gateway-Event-Id") == $"evt_{round}_last")), "what is new is delivered");
            await Silence.LastsAsync(
                TimeSpan.FromSeconds(2), () => _upstream.Received.Count > before + (2 * Events) + 1, "something was delivered once more");
            Assert.Equal(0, await CountAsync(other, "dead"));
            await suspended.TerminateAsync();
            await other.TerminateAsync();
            await _redis.AskAsync("FLUSHALL");
        }

        Assert.Equal(FaultOptions.Rounds * ((2 * Events) + 1), _upstream.Received.Count);
    }

    private IEnumerable<IGrouping<string?, ReceivedRequest>> Arrivals() =>
        _upstream.Received.GroupBy(received => received.Header("X-Gateway-Event-Id"));

    private static async Task QueueAsync(GatewayProcess gateway, int round = 0)
    {
        for (var number = 0; number < Events; number++)
        {
            using var request = SignedWebhook.Event($"evt_{round}_{number}").Request();
            using var answer = await gateway.Client.SendAsync(request);
            Assert.Equal("""{"status":"queued"}""", await answer.Content.ReadAsStringAsync());
        }
    }

    private static Task AreDeliveredAsync(GatewayProcess gateway, int count) => Eventually.IsTrueAsync(
        async () => await CountAsync(gateway, "delivered") == count && await CountAsync(gateway, "waiting") == 0, $"{count} are delivered");

    private static async Task<int> CountAsync(GatewayProcess gateway, string state)
    {
        using var answer = await gateway.Client.GetAsync(new Uri(gateway.AdminUrl, $"/api/deliveries?state={state}&limit=500"));
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["deliveries"]!.AsArray().Count
            : -1; // The store is away for a moment.
    }
}
