using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Gateway.Verification;

namespace Gateway.Tests.Verification;

public sealed class VerificationPipelineTests : IDisposable
{
    private readonly List<StageName> _asked = [];
    private readonly GatewayMetrics _metrics = new();
    private readonly TestRoute _route = TestRoute.Compile("""{ "Mode": "None", "Reason": "a test" }""");

    [Fact]
    public async Task Stages_are_asked_in_order_and_all_must_pass()
    {
        var (verdict, webhook) = await VerifyAsync(
            Answers(StageName.Body, Verdict.Pass), Answers(StageName.Signature, Verdict.Pass), Answers(StageName.Schema, Verdict.Pass));

        Assert.True(verdict.Passed);
        Assert.Equal([StageName.Body, StageName.Signature, StageName.Schema], _asked);
        Assert.Equal(StageName.None, webhook.StoppedAt);
    }

    [Fact]
    public async Task The_first_stage_that_does_not_pass_ends_it()
    {
        var (verdict, webhook) = await VerifyAsync(
            Answers(StageName.Body, Verdict.Pass),
            Answers(StageName.Signature, Verdict.Stop(Outcome.SignatureInvalid)),
            Answers(StageName.Schema, Verdict.Stop(Outcome.SchemaInvalid)));

        Assert.Same(Outcome.SignatureInvalid, verdict.Outcome);
        Assert.Equal([StageName.Body, StageName.Signature], _asked);
        Assert.Equal(StageName.Signature, webhook.StoppedAt);
    }

    [Fact]
    public async Task A_stage_that_forgets_to_answer_refuses()
    {
        var (verdict, webhook) = await VerifyAsync(Answers(StageName.Signature, default), Answers(StageName.Schema, Verdict.Pass));

        Assert.Same(Outcome.Undecided, verdict.Outcome);
        Assert.Equal([StageName.Signature], _asked);
        Assert.Equal(StageName.Signature, webhook.StoppedAt);
    }

    [Fact]
    public async Task A_webhook_is_proven_once_all_that_proves_it_has_passed()
    {
        var seen = new List<(StageName Stage, bool IsProven)>();
        var webhook = _route.Receive(new TestRequest());
        var pipeline = new VerificationPipeline(
            new StageList([Looks(StageName.Signature), Looks(StageName.Replay)], [Looks(StageName.Schema)]), _metrics, _route.Clock);

        await pipeline.VerifyAsync(webhook, CancellationToken.None);

        Assert.Equal([(StageName.Signature, false), (StageName.Replay, false), (StageName.Schema, true)], seen);

        FakeStage Looks(StageName name) => new(name, () =>
        {
            seen.Add((name, webhook.IsProven));
            return Verdict.Pass;
        });
    }

    [Theory]
    [InlineData("{}", "passed", true)]
    [InlineData("{", "body_invalid", true)] // what is wrong behind the proof is a proven sender's
    [InlineData("""{ "type": "other" }""", "ignored", true)]
    [InlineData("""{ "challenge": "1", "token": "guessed" }""", "signature_invalid", false)] // a guess, whoever signed it
    public async Task Who_has_signed_is_proven_whatever_stages_the_route_has(string body, string outcome, bool isProven)
    {
        string[] limits = ["", """, "RateLimit": { "Limit": 9, "Period": "01:00:00" }"""];
        foreach (var limit in limits)
        {
            using var route = TestRoute.Compile($$"""
                {
                  {{SignedWebhook.Scheme}},
                  "Handshake": { "When": { "body:/challenge": "*", "body:/token": "{secret}" }, "Secret": "env:OLD_SECRET", "Otherwise": 403 },
                  "Events": { "Type": "body:/type"{{(body.Contains("other", StringComparison.Ordinal) ? ", \"Accept\": [ \"wanted\" ]" : "")}} }
                  {{limit}}
                }
                """);
            var signed = new SignedWebhook(route.Clock.GetUtcNow(), body);
            var request = new TestRequest { Text = body }
                .With(SignedWebhook.SignatureHeader, signed.Sign(TestRoute.Secret))
                .With(SignedWebhook.TimestampHeader, signed.Timestamp);

            var journey = await route.SendAsync(request);

            Assert.Equal(outcome, journey.Code);
            Assert.Equal(isProven, journey.Webhook.IsProven);
        }
    }

    [Theory]
    [InlineData(0, "signature_missing")]
    [InlineData(-600, "timestamp_too_old")]
    public async Task Who_has_not_signed_or_long_ago_is_not_proven(int seconds, string outcome)
    {
        using var route = TestRoute.Compile($"{{ {SignedWebhook.Scheme} }}");
        var signed = new SignedWebhook(route.Clock.GetUtcNow().AddSeconds(seconds), "{}");
        var request = new TestRequest().With(SignedWebhook.TimestampHeader, signed.Timestamp);

        var journey = await route.SendAsync(seconds == 0 ? request : request.With(SignedWebhook.SignatureHeader, signed.Sign(TestRoute.Secret)));

        Assert.Equal(outcome, journey.Code);
        Assert.False(journey.Webhook.IsProven);
    }

    [Fact]
    public async Task A_stage_in_monitor_is_noted_and_the_next_is_asked()
    {
        var (verdict, webhook) = await MonitoredAsync(
            [StageName.Signature, StageName.Schema, StageName.Events],
            [Answers(StageName.Signature, Verdict.Pass)],
            [
                Answers(StageName.Events, Verdict.Stop(Outcome.Ignored)), Answers(StageName.Schema, Verdict.Stop(Outcome.SchemaInvalid)),
                Answers(StageName.Deduplication, Verdict.Pass),
            ]);

        Assert.True(verdict.Passed);
        Assert.Equal((Outcome.Ignored, StageName.Events, true), (webhook.MonitoredOutcome, webhook.StoppedAt, webhook.IsProven));
        Assert.Equal([StageName.Signature, StageName.Events, StageName.Schema, StageName.Deduplication], _asked);
    }

    [Fact]
    public async Task A_stage_behind_one_in_monitor_refuses_as_it_is_told_to()
    {
        var (verdict, webhook) = await MonitoredAsync(
            [StageName.Replay],
            [Answers(StageName.Signature, Verdict.Pass), Answers(StageName.Replay, Verdict.Stop(Outcome.TimestampTooOld))],
            [Answers(StageName.Schema, Verdict.Stop(Outcome.SchemaInvalid))]);

        Assert.Equal((Outcome.SchemaInvalid, StageName.Schema), (verdict.Outcome, webhook.StoppedAt));
        Assert.Equal(Outcome.TimestampTooOld, webhook.MonitoredOutcome);
    }

    /// <summary>A stranger uses up no budget, occupies no id, and gets no challenge answered.</summary>
    [Theory]
    [InlineData("Signature")]
    [InlineData("IpAllowList")] // where nothing else is a proof
    public async Task Without_a_proof_nothing_is_asked_that_takes_one(string monitored)
    {
        var stage = Enum.Parse<StageName>(monitored);
        var (verdict, webhook) = await MonitoredAsync(
            [stage],
            [
                Answers(StageName.RateLimit, Verdict.Pass), Answers(stage, Verdict.Stop(Outcome.SignatureMissing)), Answers(StageName.Replay, Verdict.Pass),
                .. stage == StageName.Signature ? (FakeStage[])[Answers(StageName.Handshake, Verdict.Stop(Outcome.Handshake))] : [],
            ],
            [
                Answers(StageName.RateLimit, Verdict.Stop(Outcome.RateLimited)), Answers(StageName.Events, Verdict.Pass), Answers(StageName.Schema, Verdict.Pass),
                Answers(StageName.Deduplication, Verdict.Stop(Outcome.Duplicate)),
            ]);

        Assert.True(verdict.Passed);
        Assert.False(webhook.IsProven);
        Assert.Equal([StageName.RateLimit, stage, StageName.Replay, StageName.Events, StageName.Schema], _asked);
    }

    [Fact]
    public async Task An_address_in_monitor_is_no_matter_where_the_signature_is_right()
    {
        var (verdict, webhook) = await MonitoredAsync(
            [StageName.IpAllowList],
            [Answers(StageName.IpAllowList, Verdict.Stop(Outcome.IpNotAllowed)), Answers(StageName.Signature, Verdict.Pass)],
            [Answers(StageName.Deduplication, Verdict.Pass)]);

        Assert.True(verdict.Passed);
        Assert.True(webhook.IsProven);
        Assert.Equal([StageName.IpAllowList, StageName.Signature, StageName.Deduplication], _asked);
    }

    [Fact]
    public async Task A_stage_that_breaks_lets_nothing_through() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => VerifyAsync(
            new FakeStage(StageName.Signature, () => throw new InvalidOperationException("a bug"))));

    public void Dispose()
    {
        _route.Dispose();
        _metrics.Dispose();
    }

    private FakeStage Answers(StageName name, Verdict verdict) => new(name, () =>
    {
        _asked.Add(name);
        return verdict;
    });

    private async Task<(Verdict Verdict, InboundWebhook Webhook)> VerifyAsync(params IVerificationStage[] stages)
    {
        var webhook = _route.Receive(new TestRequest());
        var pipeline = new VerificationPipeline(new StageList(stages, []), _metrics, _route.Clock);
        return (await pipeline.VerifyAsync(webhook, CancellationToken.None), webhook);
    }

    private async Task<(Verdict Verdict, InboundWebhook Webhook)> MonitoredAsync(
        HashSet<StageName> monitored, IReadOnlyList<IVerificationStage> proof, IReadOnlyList<IVerificationStage> proven)
    {
        var webhook = _route.Receive(new TestRequest());
        var pipeline = new VerificationPipeline(new StageList(proof, proven), _metrics, _route.Clock, monitored);
        return (await pipeline.VerifyAsync(webhook, CancellationToken.None), webhook);
    }

    private sealed class FakeStage(StageName name, Func<Verdict> answer) : IVerificationStage
    {
        public StageName Name => name;

        public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(answer());
    }
}
