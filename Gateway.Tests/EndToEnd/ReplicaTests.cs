using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Gateway.Tests.EndToEnd;

/// <summary>Several gateway processes on one Redis: together they deliver once, and together they allow the limit.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ReplicaTests(ITestOutputHelper output) : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private Upstream _upstream = null!;

    public async Task InitializeAsync() =>
        (_redis, _upstream) = (await RedisServer.StartAsync(), await Upstream.StartAsync());

    public async Task DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Of_200_concurrent_copies_over_two_processes_one_reaches_the_backend_and_the_others_are_refused_meanwhile()
    {
        using var configuration = Configuration("""{ "Key": "body:/id" }""");
        await using var one = await GatewayProcess.StartAsync(configuration);
        await using var two = await GatewayProcess.StartAsync(configuration);
        var webhook = SignedWebhook.Event("evt_1");

        await ConcurrentCopies.AreDeliveredOnceAsync(_upstream, i => SendAsync(i % 2 == 0 ? one : two, webhook), knowsAtOnce: false);

        // The first knows it now; where it was the one to forward it, the second hears of it a moment later.
        var known = (HttpStatusCode.OK, """{"status":"already_processed"}""");
        Assert.Equal(known, await SendAsync(one, webhook));
        await Eventually.IsTrueAsync(async () => await SendAsync(two, webhook) == known, "the other process knows it, too");
        Assert.Single(_upstream.Received);
    }

    [Fact]
    public async Task Two_processes_together_allow_the_limit_and_not_twice_it()
    {
        using var configuration = Configuration(
            """{ "Key": "body:/id" }""", """, "RateLimit": [ { "Limit": 40, "Period": "10:00:00", "By": "Route" } ]""");
        await using var one = await GatewayProcess.StartAsync(configuration);
        await using var two = await GatewayProcess.StartAsync(configuration);

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(i =>
            SendAsync(i % 2 == 0 ? one : two, SignedWebhook.Event($"evt_{i}"))));

        Assert.Equal(40, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(80, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));
        Assert.Equal(40, _upstream.Received.Count);
    }

    /// <summary>
    /// Within any time T, <c>Limit</c> and what comes back in T may pass, and of each process what it has taken before and not used: fewer
    /// than a hundredth of <c>Limit</c>. T is measured from before the first was sent until after the last was answered, so never too short.
    /// </summary>
    [Fact]
    public async Task Four_processes_exceed_a_limit_by_less_than_a_hundredth_each()
    {
        const int limit = 600;
        const int comesBackInASecond = 60;
        const int processes = 4;
        using var configuration = Configuration(
            """{ "Key": "body:/id" }""", $$""", "RateLimit": [ { "Limit": {{limit}}, "Period": "00:00:10", "By": "Route" } ]""");
        var gateways = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => GatewayProcess.StartAsync(configuration)));
        try
        {
            var passed = new ConcurrentBag<(long Sent, long Answered)>();
            var refused = 0;
            await EachAsync(workers: 1, requests: 30); // Each process takes a few ahead by then,
            await Pause.ForAsync(TimeSpan.FromMilliseconds(400)); // and meanwhile what it holds comes back to the budget.
            await EachAsync(workers: 4, requests: 80);

            var sent = passed.OrderBy(pass => pass.Sent).ToList();
            Assert.InRange(passed.Count, limit, processes * 350);
            Assert.True(refused > 0, "The limit was not reached.");
            var excess = 0.0;
            for (var first = 0; first < sent.Count; first++)
            {
                var ends = sent[first..].Select(pass => pass.Answered).Order().ToList();
                for (var last = 0; last < ends.Count; last++)
                {
                    var comesBack = Stopwatch.GetElapsedTime(sent[first].Sent, ends[last]).TotalSeconds * comesBackInASecond;
                    excess = Math.Max(excess, last + 1 - limit - comesBack);
                }
            }

            output.WriteLine($"{passed.Count} passed, {refused} were refused; at most {excess:F1} above the limit.");
            Assert.InRange(excess, 0, processes * limit / 100);

            async Task EachAsync(int workers, int requests) => await Task.WhenAll(
                gateways.SelectMany(gateway => Enumerable.Range(0, workers).Select(_ => SendManyAsync(gateway, requests))));

            async Task SendManyAsync(GatewayProcess gateway, int requests)
            {
                for (var request = 0; request < requests; request++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var (status, _) = await SendAsync(gateway, SignedWebhook.Event($"evt_{Unique.Number()}"));
                    if (status == HttpStatusCode.OK)
                    {
                        passed.Add((begun, Stopwatch.GetTimestamp()));
                    }
                    else
                    {
                        Assert.Equal(HttpStatusCode.TooManyRequests, status);
                        Interlocked.Increment(ref refused);
                    }
                }
            }
        }
        finally
        {
            await Task.WhenAll(gateways.Select(gateway => gateway.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task After_a_gateway_is_killed_in_flight_the_lease_ends_and_the_retry_is_forwarded()
    {
        using var configuration = Configuration("""{ "Key": "body:/id", "Lease": "00:00:02" }""");
        await using var killed = await GatewayProcess.StartAsync(configuration);
        await using var other = await GatewayProcess.StartAsync(configuration);
        var webhook = SignedWebhook.Event("evt_1");
        var entered = new TaskCompletionSource();
        _upstream.Answer = context =>
        {
            entered.TrySetResult();
            return Hanging.UntilAbortedAsync(context);
        };
        var lost = SendAsync(killed, webhook);
        await entered.Task;
        await killed.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        _upstream.Answer = context => context.Response.WriteAsync("ok");

        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(other, webhook)).Status); // the lease still holds
        await Eventually.IsTrueAsync(
            async () => await SendAsync(other, webhook) == (HttpStatusCode.OK, "ok"), "the lease of the killed gateway ends");
        Assert.Equal(2, _upstream.Received.Count);
    }

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(GatewayProcess gateway, SignedWebhook webhook)
    {
        using var request = webhook.Request();
        using var answer = await gateway.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private TestConfiguration Configuration(string deduplication, string more = "") =>
        new TestConfiguration(_upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "Deduplication": {{deduplication}}{{more}} }""")
            .WithRedis(_redis.Configuration);
}
