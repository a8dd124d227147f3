using Gateway.Storage;
using Gateway.Tests.Support;

namespace Gateway.Tests.Verification.Deduplication;

public sealed class DeduplicationStageTests
{
    private const string ByIdAndType = """
        "Deduplication": { "Key": [ "body:/id", "header:X-Type" ], "TimeToLive": "2.00:00:00", "Lease": "00:00:30" }
        """;

    [Fact]
    public async Task The_first_attempt_holds_the_event_with_the_routes_times()
    {
        using var route = TestRoute.Unsigned(ByIdAndType);

        var journey = await route.SendAsync(Event("1", "created"));

        Assert.True(journey.Verdict.Passed);
        Assert.Equal("1:created", journey.Webhook.EventId);
        Assert.Equal(TimeSpan.FromDays(2), journey.Webhook.Claim!.TimeToLive);
        Assert.Equal(TimeSpan.FromSeconds(30), journey.Webhook.Claim.Lease);
    }

    [Fact]
    public async Task The_lease_runs_from_before_the_store_was_asked()
    {
        TestRoute? route = null;
        var slow = new ScriptedClaimStore(ClaimState.Claimed, () => route!.Clock.Advance(TimeSpan.FromSeconds(8)));
        using (route = TestRoute.Unsigned(ByIdAndType, slow))
        {
            var claim = (await route.SendAsync(Event("1", "created"))).Webhook.Claim!;

            Assert.Equal(TimeSpan.FromSeconds(22), claim.Remaining(route.Clock));
            route.Clock.Advance(TimeSpan.FromSeconds(23));
            Assert.Equal(TimeSpan.Zero, claim.Remaining(route.Clock));
        }
    }

    [Fact]
    public async Task A_copy_waits_while_the_event_is_in_flight_and_is_a_duplicate_once_it_is_processed()
    {
        using var route = TestRoute.Unsigned(ByIdAndType);
        var first = await route.SendAsync(Event("1", "created"));

        var meanwhile = await route.SendAsync(Event("1", "created"));
        Assert.Equal("duplicate_in_flight", meanwhile.Code);
        Assert.Equal(TimeSpan.FromSeconds(1), meanwhile.Webhook.RetryAfter);
        Assert.Null(meanwhile.Webhook.Claim);

        await route.Claims.CompleteAsync(first.Webhook.Claim!.Key, first.Webhook.Claim.TimeToLive, CancellationToken.None);
        var after = await route.SendAsync(Event("1", "created"));
        Assert.Equal("duplicate", after.Code);
        Assert.Null(after.Webhook.Claim);
    }

    [Fact]
    public async Task A_released_event_can_be_claimed_again_and_by_another_attempt()
    {
        using var route = TestRoute.Unsigned(ByIdAndType);
        var first = (await route.SendAsync(Event("1", "created"))).Webhook.Claim!;

        await route.Claims.ReleaseAsync(first.Key, first.Owner, first.Lease, CancellationToken.None);
        var second = await route.SendAsync(Event("1", "created"));

        Assert.True(second.Verdict.Passed);
        Assert.NotEqual(first.Owner, second.Webhook.Claim!.Owner);
    }

    [Fact]
    public async Task Parts_are_not_run_together()
    {
        using var route = TestRoute.Unsigned(ByIdAndType);

        Assert.Equal("passed", await route.OutcomeOfAsync(Event("ab", "c")));
        Assert.Equal("passed", await route.OutcomeOfAsync(Event("a", "bc")));
    }

    [Theory]
    [InlineData("{}", "t", "event_id_missing")]
    [InlineData("""{"id":null}""", "t", "event_id_missing")]
    [InlineData("""{"id":""}""", "t", "event_id_missing")]
    [InlineData("""{"id":{"a":1}}""", "t", "event_id_missing")]
    [InlineData("""{"id":"1"}""", null, "event_id_missing")]
    [InlineData("""{"id":"1"}""", "", "event_id_missing")]
    [InlineData("""{"id":"1","id":"2"}""", "t", "body_invalid")]
    [InlineData("no json", "t", "body_invalid")]
    public async Task Every_part_must_be_there_once(string body, string? type, string outcome)
    {
        var store = new ScriptedClaimStore(ClaimState.Claimed);
        using var route = TestRoute.Unsigned(ByIdAndType, store);
        var request = new TestRequest { Text = body };

        Assert.Equal(outcome, await route.OutcomeOfAsync(type is null ? request : request.With("X-Type", type)));
        Assert.Empty(store.Asked);
    }

    [Fact]
    public async Task An_empty_query_value_is_nobodys_id()
    {
        using var route = TestRoute.Unsigned("\"Deduplication\": { \"Key\": \"query:id\" }");

        Assert.Equal("event_id_missing", await route.OutcomeOfAsync(new TestRequest { Target = "/hook?id=" }));
    }

    [Theory]
    [InlineData("1", "duplicate_in_flight")]
    [InlineData("\"1\"", "duplicate_in_flight")]
    [InlineData("1.0", "passed")]
    public async Task An_id_may_be_a_number_and_counts_as_it_is_written(string id, string outcome)
    {
        using var route = TestRoute.Unsigned("\"Deduplication\": { \"Key\": \"body:/id\" }");
        await route.SendAsync(new TestRequest { Text = $$"""{"id":{{id}}}""" });

        Assert.Equal(outcome, await route.OutcomeOfAsync(new TestRequest { Text = """{"id":1}""" }));
    }

    [Theory]
    [InlineData("Claimed", "passed")]
    [InlineData("InFlight", "duplicate_in_flight")]
    [InlineData("Processed", "duplicate")]
    [InlineData("Unknown", "store_unavailable")]
    [InlineData(null, "store_unavailable")]
    public async Task Every_answer_of_the_store_has_its_outcome(string? state, string outcome)
    {
        var store = new ScriptedClaimStore(state is null ? null : Enum.Parse<ClaimState>(state));
        using var route = TestRoute.Unsigned(ByIdAndType, store);

        var journey = await route.SendAsync(Event("1", "created"));

        Assert.Equal(outcome, journey.Code);
        Assert.Equal(state == "Claimed", journey.Webhook.Claim is not null);
    }

    [Theory]
    [InlineData(null, "passed")]
    [InlineData("Unknown", "store_unavailable")]
    [InlineData("Processed", "duplicate")]
    [InlineData("InFlight", "duplicate_in_flight")]
    public async Task A_route_may_rather_forward_twice_than_late(string? state, string outcome)
    {
        var store = new ScriptedClaimStore(state is null ? null : Enum.Parse<ClaimState>(state));
        using var route = TestRoute.Unsigned(
            "\"Deduplication\": { \"Key\": \"body:/id\", \"OnStoreFailure\": \"Forward\" }", store);

        var journey = await route.SendAsync(Event("1", "created"));

        Assert.Equal(outcome, journey.Code);
        Assert.Null(journey.Webhook.Claim);
        Assert.Equal("1", journey.Webhook.EventId);
    }

    [Fact]
    public async Task Nothing_is_claimed_for_a_sender_that_is_not_proven()
    {
        var store = new ScriptedClaimStore(ClaimState.Claimed);
        using var route = TestRoute.Compile(
            """
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" },
              "Deduplication": { "Key": "body:/id" }
            }
            """,
            claims: store);

        Assert.Equal("signature_invalid", await route.OutcomeOfAsync(Event("1", "t").With("X-Sig", Hmac.Hex("wrong", "x"))));
        Assert.Empty(store.Asked);
    }

    private static TestRequest Event(string id, string type) =>
        new TestRequest { Text = $$"""{"id":"{{id}}"}""" }.With("X-Type", type);
}
