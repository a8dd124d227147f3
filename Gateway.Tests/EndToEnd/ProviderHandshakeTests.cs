using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>The provider's side of every handshake, played through the real gateway.</summary>
public sealed class ProviderHandshakeTests
{
    public static TheoryData<string> Providers() => [.. ProviderHandshake.All.Keys];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_challenge_is_answered_as_its_provider_expects_and_again_whenever_it_comes(string provider)
    {
        var handshake = ProviderHandshake.All[provider];
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            ProviderHandshake.Configure(provider, upstream.Url), new FakeTimeProvider(ProviderHandshake.At));

        foreach (var request in handshake.Requests)
        {
            await ExpectAsync(gateway, request);
            await ExpectAsync(gateway, request);
        }

        foreach (var outcome in handshake.Requests.GroupBy(request => request.Outcome))
        {
            await gateway.CountsAsync(outcome.Key, 2 * outcome.Count());
        }

        Assert.Equal(
            handshake.Requests.Where(request => request.Outcome == "forwarded").SelectMany(request => new[] { request.Target, request.Target }),
            upstream.Received.Select(received => received.Target));
    }

    [Fact]
    public async Task A_challenge_is_a_forged_webhook_on_the_route_of_anybody_else()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, """{ "Provider": "groq", "Body": null, "Signature": { "Secrets": "env:SECRET" } }"""));

        var refused = 0;
        foreach (var request in ProviderHandshake.All.Values.SelectMany(handshake => handshake.Requests))
        {
            using var message = request.ToMessage();
            Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SendAsync(message)).Status);
            refused++;
        }

        await gateway.CountsAsync("signature_missing", refused);
        Assert.Empty(upstream.Received);
    }

    [Fact]
    public async Task A_token_that_only_a_person_can_hand_back_reaches_the_backend_in_Monitor()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            ProviderHandshake.Configure("notion", upstream.Url, mode: "Monitor"), new FakeTimeProvider(ProviderHandshake.At));
        using var message = ProviderHandshake.All["notion"].Requests[0].ToMessage();

        Assert.Equal((HttpStatusCode.OK, "ok"), await gateway.SendAsync(message));
        Assert.Contains("verification_token", System.Text.Encoding.UTF8.GetString(Assert.Single(upstream.Received).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_every_event_has_one_answer_a_duplicate_has_it_too()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            ProviderHandshake.Configure("dropbox-sign", upstream.Url).Change(root =>
                root["ReverseProxy"]!["Routes"]!["hooks"]!["Verification"]!["Deduplication"] = new JsonObject { ["Key"] = "body:/event/event_hash", ["AllowUnsignedKey"] = true }),
            new FakeTimeProvider(ProviderHandshake.At));
        var wanted = ProviderHandshake.All["dropbox-sign"].Requests.Single(request => request.Name == "an event");

        foreach (var answer in (string[])["ok", "Hello API Event Received"])
        {
            using var message = wanted.ToMessage();
            Assert.Equal((HttpStatusCode.OK, answer), await gateway.SendAsync(message));
        }

        Assert.Single(upstream.Received);
    }

    private static async Task ExpectAsync(TestGateway gateway, ProviderRequest request)
    {
        using var message = request.ToMessage();
        using var response = await gateway.Client.SendAsync(message);
        var body = await response.Content.ReadAsStringAsync();

        Assert.True((int)response.StatusCode == request.Status, $"'{request.Name}' was answered {(int)response.StatusCode} {body}");
        Assert.False(response.Headers.Contains("Set-Cookie"), request.Name);
        if (request.Answer is not { } answer)
        {
            return;
        }

        Assert.Equal(answer.Body, body);
        Assert.Equal(answer.ContentType, response.Content.Headers.ContentType?.ToString());
        foreach (var (name, value) in answer.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Assert.Equal(
                value, string.Join(',', response.Headers.TryGetValues(name, out var values) ? values : response.Content.Headers.GetValues(name)));
        }

        if (request.Outcome == "handshake")
        {
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal(body.Length, response.Content.Headers.ContentLength); // Nylas reads no chunks.
        }
    }
}
