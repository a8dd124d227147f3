using System.Net;
using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.RateLimit;

public sealed class RateLimitStageTests
{
    private const string Signature =
        """
        "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" }
        """;

    [Fact]
    public async Task A_full_burst_passes_and_then_one_for_every_part_of_the_period()
    {
        using var route = Route("""{ "Limit": 3, "Period": "00:00:30" }""");
        Assert.Equal(["passed", "passed", "passed", "rate_limited"], await SendAsync(route, 4, Proven()));

        var limited = await route.SendAsync(Proven());
        Assert.Equal(TimeSpan.FromSeconds(10), limited.Webhook.RetryAfter);

        route.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("rate_limited", await route.OutcomeOfAsync(Proven()));
        route.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["passed", "rate_limited"], await SendAsync(route, 2, Proven()));
    }

    [Theory]
    [InlineData("", "192.0.2.1", "192.0.2.2", null, null, true)]
    [InlineData("ClientIp", "192.0.2.1", "192.0.2.2", null, null, true)]
    [InlineData("ClientIp", "192.0.2.1", "::ffff:192.0.2.1", null, null, false)]
    [InlineData("ClientIp", "192.0.2.1", "192.0.2.1", "a", "b", false)]
    [InlineData("ClientIp", "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", null, null, false)]
    [InlineData("ClientIp", "2001:db8:1:2::1", "2001:db8:1:3::1", null, null, true)]
    [InlineData("ClientIp", "::ffff:192.0.2.1", "::ffff:192.0.2.2", null, null, true)]
    [InlineData("Route", "192.0.2.1", "192.0.2.2", null, null, false)]
    [InlineData("header:X-Account", "192.0.2.1", "192.0.2.1", "a", "b", true)]
    [InlineData("header:X-Account", "192.0.2.1", "192.0.2.2", "a", "a", false)]
    [InlineData("header:X-Account", "192.0.2.1", "192.0.2.2", null, null, false)]
    public async Task A_rule_counts_by_address_route_or_header(
        string by, string firstClient, string secondClient, string? firstAccount, string? secondAccount, bool ownBudget)
    {
        var what = by.Length == 0 ? "" : $", \"By\": \"{by}\"";
        using var route = Route($$"""{ "Limit": 1, "Period": "01:00:00"{{what}} }""");

        Assert.Equal(["passed"], await SendAsync(route, 1, From(firstClient, firstAccount)));
        Assert.Equal([ownBudget ? "passed" : "rate_limited"], await SendAsync(route, 1, From(secondClient, secondAccount)));
    }

    [Fact]
    public async Task Of_several_rules_all_must_have_a_permit_and_a_refusal_costs_none()
    {
        using var route = Route("""
            [ { "Limit": 2, "Period": "00:00:02" }, { "Limit": 3, "Period": "01:00:00", "By": "Route" } ]
            """);

        Assert.Equal(["passed", "passed", "rate_limited", "rate_limited"], await SendAsync(route, 4, Proven()));
        route.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["passed", "rate_limited"], await SendAsync(route, 2, Proven()));
    }

    [Fact]
    public async Task Forged_webhooks_use_up_their_own_budget_and_not_the_providers()
    {
        using var route = Route("""{ "Limit": 3, "Period": "01:00:00", "By": "Route" }""");
        var forged = Proven() with { Text = "{ }" };

        Assert.Equal(
            ["signature_invalid", "signature_invalid", "signature_invalid", "rate_limited", "rate_limited"],
            await SendAsync(route, 5, forged));

        Assert.Equal("passed", await route.OutcomeOfAsync(From("198.51.100.1", account: null)));
    }

    [Fact]
    public async Task A_forger_with_a_whole_IPv6_network_is_one_forger()
    {
        using var route = Route("""{ "Limit": 2, "Period": "01:00:00", "By": "Route" }""");
        var outcomes = new List<string>();
        for (var i = 1; i <= 3; i++)
        {
            outcomes.AddRange(await SendAsync(
                route, 1, Proven() with { Text = "{ }", Client = IPAddress.Parse($"2001:db8:0:0:{i}:0:0:{i}") }));
        }

        Assert.Equal(["signature_invalid", "signature_invalid", "rate_limited"], outcomes);
        Assert.Equal("passed", await route.OutcomeOfAsync(From("2001:db8:0:1::1", account: null)));
    }

    [Fact]
    public async Task A_flood_is_stopped_before_its_bodies_are_read()
    {
        using var route = Route("""{ "Limit": 1, "Period": "01:00:00" }""");
        await SendAsync(route, 1, Proven() with { Text = "{ }" });

        var journey = await route.SendAsync(Proven() with { Text = "{ }" });

        Assert.Equal("rate_limited", journey.Code);
        Assert.Equal(0, journey.Webhook.Body.Length);
        Assert.False(journey.Webhook.IsProven);
        Assert.InRange(journey.Webhook.RetryAfter, TimeSpan.FromTicks(1), TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(64 * 1024, 4)]
    [InlineData((64 * 1024) + 1, 2)]
    [InlineData(3 * 64 * 1024, 2)] // The second overdraws it.
    [InlineData(1024 * 1024, 1)]
    public async Task A_forged_body_takes_a_permit_for_each_64_KiB_that_are_begun(int length, int attempts)
    {
        using var route = Route("""{ "Limit": 4, "Period": "00:00:04" }""");
        var outcomes = await SendAsync(route, attempts + 1, Proven() with { Body = new byte[length] });

        Assert.Equal([.. Enumerable.Repeat("signature_invalid", attempts), "rate_limited"], outcomes);
    }

    [Fact]
    public async Task A_body_takes_as_many_while_the_provider_does_not_say_whose_key_it_names()
    {
        using var key = new TestWebKey("unknown");
        using var route = TestRoute.Compile("""
            {
              "RateLimit": { "Limit": 4, "Period": "01:00:00" },
              "Signature": { "Algorithm": "jwt", "From": "header:X-Token", "KeySet": "http://127.0.0.1:1/keys", "Jwt": { "Algorithms": "ES256" } }
            }
            """);
        var request = new TestRequest { Body = new byte[(64 * 1024) + 1] }.With("X-Token", key.Token());

        Assert.Equal(["provider_unavailable", "provider_unavailable", "rate_limited"], await SendAsync(route, 3, request));
    }

    [Fact]
    public async Task It_is_overdrawn_by_one_period_at_most_and_nobody_else_s_is()
    {
        using var route = Route("""{ "Limit": 4, "Period": "00:00:04" }""");
        await SendAsync(route, 1, Proven() with { Body = new byte[1024 * 1024] });

        Assert.Equal(TimeSpan.FromSeconds(5), (await route.SendAsync(Proven())).Webhook.RetryAfter);
        Assert.Equal("passed", await route.OutcomeOfAsync(From("198.51.100.1", account: null)));
        route.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("passed", await route.OutcomeOfAsync(Proven()));
    }

    [Fact]
    public async Task A_large_webhook_that_proves_itself_takes_one()
    {
        using var route = Route("""{ "Limit": 2, "Period": "01:00:00" }""");
        var large = $"\"{new string('x', 1_000_000)}\"";
        var proven = new TestRequest { Text = large }.With("X-Sig", Hmac.Hex(TestRoute.Secret, large));

        Assert.Equal(["passed", "passed"], await SendAsync(route, 2, proven));
        var journey = await route.SendAsync(Proven());
        Assert.Equal(("rate_limited", true), (journey.Code, journey.Webhook.IsProven)); // by the route's own rule
    }

    [Fact]
    public async Task Attempts_at_one_time_are_counted_as_they_arrive()
    {
        using var route = Route("""{ "Limit": 2, "Period": "01:00:00" }""");
        var forged = Proven() with { Text = "{ }" };

        // None of them has ended before the next arrives.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => route.OutcomeOfAsync(forged)));

        Assert.Equal(["signature_invalid", "signature_invalid", "rate_limited", "rate_limited"], outcomes);
    }

    [Fact]
    public async Task A_webhook_that_proved_itself_is_not_counted_among_those_that_did_not()
    {
        using var route = Route("""{ "Limit": 2, "Period": "01:00:00" }""");

        Assert.Equal(["passed", "passed", "rate_limited"], await SendAsync(route, 3, Proven()));

        var journey = await route.SendAsync(Proven());
        route.Checks.UnverifiedBudget!.Settle(journey.Webhook, journey.Verdict);
        Assert.True(journey.Webhook.IsProven);
        Assert.Equal(TimeSpan.Zero, route.Checks.UnverifiedBudget!.TryTake(journey.Webhook));
    }

    [Theory]
    [InlineData(false, true, "handshake")]
    [InlineData(true, true, "handshake")]
    [InlineData(true, false, "signature_missing")]
    public async Task An_answered_handshake_costs_nothing_and_a_refused_one_does(bool afterProof, bool proven, string outcome)
    {
        var signed = afterProof ? "true" : "false";
        using var route = TestRoute.Compile($$"""
            {
              {{Signature}}, "RateLimit": { "Limit": 1, "Period": "01:00:00" },
              "Handshake": { "Signed": {{signed}}, "When": { "query:c": "*" }, "Answer": { "Body": "{query:c}" } }
            }
            """);
        var challenge = (proven ? Proven() : new TestRequest()) with { Target = "/hook?c=1" };

        Assert.Equal([outcome, outcome == "handshake" ? outcome : "rate_limited"], await SendAsync(route, 2, challenge));
    }

    [Fact]
    public async Task A_challenge_with_the_wrong_secret_is_an_attempt_like_any_other()
    {
        using var route = TestRoute.Compile($$"""
            {
              {{Signature}}, "RateLimit": { "Limit": 2, "Period": "01:00:00" },
              "Handshake": { "Signed": false, "Secret": "env:OLD_SECRET", "When": { "query:c": "{secret}" }, "Otherwise": 403 }
            }
            """);

        Assert.Equal(
            ["signature_invalid", "signature_invalid", "rate_limited"],
            await SendAsync(route, 3, new TestRequest { Target = "/hook?c=guess" }));
    }

    [Theory]
    [InlineData("Reject", "store_unavailable")]
    [InlineData("Forward", "passed")]
    public async Task What_a_store_that_is_down_means_is_the_routes_choice(string choice, string outcome)
    {
        using var route = TestRoute.Compile(
            $$"""
            {
              {{Signature}},
              "RateLimit": { "Limit": 1, "Period": "01:00:00" },
              "Deduplication": { "Key": "body:/id", "OnStoreFailure": "{{choice}}" }
            }
            """,
            rateLimits: new DownRateLimitStore());
        const string body = """{"id":"1"}""";

        Assert.Equal(outcome, await route.OutcomeOfAsync(
            new TestRequest { Text = body }.With("X-Sig", Hmac.Hex(TestRoute.Secret, body))));
    }

    [Fact]
    public async Task A_store_that_is_down_refuses_where_a_route_cannot_choose()
    {
        using var route = TestRoute.Compile(
            $$"""{ {{Signature}}, "RateLimit": { "Limit": 1, "Period": "01:00:00" } }""", rateLimits: new DownRateLimitStore());

        Assert.Equal(["store_unavailable"], await SendAsync(route, 1, Proven()));
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_store_for_a_sender_that_is_not_proven()
    {
        using var route = TestRoute.Compile(
            $$"""{ {{Signature}}, "RateLimit": { "Limit": 1, "Period": "01:00:00" } }""", rateLimits: new DownRateLimitStore());

        Assert.Equal(["signature_invalid"], await SendAsync(route, 1, Proven() with { Text = "{ }" }));
    }

    /// <summary>Sends and, as the middleware does, counts what proved nothing.</summary>
    private static async Task<List<string>> SendAsync(TestRoute route, int times, TestRequest request)
    {
        var codes = new List<string>();
        for (var i = 0; i < times; i++)
        {
            var journey = await route.SendAsync(request);
            route.Checks.UnverifiedBudget!.Settle(journey.Webhook, journey.Verdict);
            codes.Add(journey.Code);
        }

        return codes;
    }

    private static TestRoute Route(string rules) => TestRoute.Compile($$"""{ {{Signature}}, "RateLimit": {{rules}} }""");

    private static TestRequest Proven() => new TestRequest().With("X-Sig", Hmac.Hex(TestRoute.Secret, "{}"));

    private static TestRequest From(string client, string? account)
    {
        var request = Proven() with { Client = IPAddress.Parse(client) };
        return account is null ? request : request.With("X-Account", account);
    }

    private sealed class DownRateLimitStore : IRateLimitStore
    {
        public ValueTask<TimeSpan> TryTakeAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) =>
            throw new StoreUnavailableException("down");
    }
}
