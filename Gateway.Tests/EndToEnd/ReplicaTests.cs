using System.Net;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd;

/// <summary>Several gateway processes on one Redis: together they deliver once, and together they allow the limit.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
public sealed class ReplicaTests : IAsyncLifetime
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

        await ConcurrentCopies.AreDeliveredOnceAsync(_upstream, i => SendAsync(i % 2 == 0 ? one : two, webhook));

        Assert.Equal((HttpStatusCode.OK, """{"status":"already_processed"}"""), await SendAsync(two, webhook));
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
