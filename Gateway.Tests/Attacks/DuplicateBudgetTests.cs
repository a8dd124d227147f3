using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks;

/// <summary>Whoever has captured one webhook uses up its own budget with copies of it, and not the provider's.</summary>
public sealed class DuplicateBudgetTests
{
    private const string Provider = "198.51.100.7";
    private const string Attacker = "203.0.113.9";

    private const string Scheme =
        SignedWebhook.Scheme + """, "RateLimit": { "Limit": 10, "Period": "01:00:00", "By": "Route" }""";

    private const string Deduplication = """, "Deduplication": { "Key": "body:/id" }""";

    [Theory]
    [InlineData("")]
    [InlineData(""", "Delivery": { "Mode": "Queue" }""")]
    public async Task A_captured_event_sent_thirty_times_leaves_the_provider_s_budget_alone(string delivery)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await StartAsync(upstream, "{ " + Scheme + Deduplication + delivery + " }");
        var captured = SignedWebhook.Event("evt_captured");
        Assert.InRange(await SendAsync(gateway, captured, Provider), 200, 202);
        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count == 1), "the first is delivered");

        // Ten draw on the sender's own budget of attempts; the rest is refused before it is looked at.
        var copies = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            copies.Add(await SendAsync(gateway, captured, Attacker));
        }

        Assert.Equal(20, copies.Count(status => status == 429));
        for (var i = 0; i < 9; i++)
        {
            Assert.InRange(await SendAsync(gateway, SignedWebhook.Event($"evt_{i}"), Provider), 200, 202);
        }

        Assert.Equal(429, await SendAsync(gateway, SignedWebhook.Event("evt_10"), Provider));
        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count == 10), "all of the provider's own are delivered");
    }

    [Fact]
    public async Task A_copy_of_what_is_in_flight_draws_on_its_sender_s_budget_too()
    {
        await using var upstream = await Upstream.StartAsync();
        var held = new TaskCompletionSource();
        await using var gateway = await StartAsync(upstream, "{ " + Scheme + Deduplication + " }");
        upstream.Answer = context => context.Request.Headers.ContainsKey("X-Held") ? held.Task : Task.CompletedTask;
        var captured = SignedWebhook.Event("evt_captured");
        var first = SendAsync(gateway, captured, Provider, "X-Held: yes");
        await Eventually.IsTrueAsync(() => Task.FromResult(upstream.Received.Count == 1), "the first is under way");

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(i < 10 ? 409 : 429, await SendAsync(gateway, captured, Attacker));
        }

        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(200, await SendAsync(gateway, SignedWebhook.Event($"evt_{i}"), Provider));
        }

        held.SetResult();
        Assert.Equal(200, await first);
        Assert.Equal(10, upstream.Received.Count);
    }

    /// <summary>Everything that is proven and ends here all the same.</summary>
    [Theory]
    [InlineData("""{"id":"evt_1","type":"nobody.wants"}""", 200)]
    [InlineData("""{"id":"evt_1","type":"wanted","id":"evt_2"}""", 400)]
    [InlineData("""{"type":"wanted"}""", 400)]
    public async Task A_captured_webhook_that_is_not_forwarded_leaves_it_alone_too(string body, int status)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await StartAsync(
            upstream, "{ " + Scheme + Deduplication + """, "Events": { "Type": "body:/type", "Accept": [ "wanted", "resource.*" ] } }""");
        var captured = new SignedWebhook(TimeProvider.System.GetUtcNow(), body);

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(i < 10 ? status : 429, await SendAsync(gateway, captured, Attacker));
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, await SendAsync(gateway, SignedWebhook.Event($"evt_own_{i}"), Provider));
        }

        Assert.Equal(10, upstream.Received.Count);
    }

    private static async Task<TestGateway> StartAsync(Upstream upstream, string verification) =>
        await TestGateway.StartAsync(new TestConfiguration(upstream.Url, verification).Change(root =>
            root["Gateway"]!["Client"] = new JsonObject { ["TrustedProxies"] = new JsonArray("127.0.0.1/32") }));

    private static async Task<int> SendAsync(TestGateway gateway, SignedWebhook webhook, string from, params string[] headers)
    {
        await using var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(webhook.Raw("/hook", [$"X-Forwarded-For: {from}", .. headers]));
        return (await connection.ReadAsync()).Status;
    }
}
