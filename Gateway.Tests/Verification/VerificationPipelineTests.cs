using Gateway.Intake;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Storage;
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
    public async Task A_store_that_is_not_available_is_an_outcome()
    {
        var (verdict, webhook) = await VerifyAsync(
            new FakeStage(StageName.Deduplication, () => throw new StoreUnavailableException("down")));

        Assert.Same(Outcome.StoreUnavailable, verdict.Outcome);
        Assert.Equal(StageName.Deduplication, webhook.StoppedAt);
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
        var pipeline = new VerificationPipeline(stages, TestRoute.Name, _metrics, _route.Clock);
        return (await pipeline.VerifyAsync(webhook, CancellationToken.None), webhook);
    }

    private sealed class FakeStage(StageName name, Func<Verdict> answer) : IVerificationStage
    {
        public StageName Name => name;

        public ValueTask<Verdict> VerifyAsync(InboundWebhook webhook, CancellationToken cancellation) => new(answer());
    }
}
