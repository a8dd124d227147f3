using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Outcomes;
using Gateway.Tests.Support;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Tests.Verification.Signature;

public sealed class KeyedCheckTests : IDisposable
{
    private const int Length = 60_000;

    private readonly MemoryBudget _budget = new(1 << 20, TimeProvider.System);
    private readonly TestRoute _route = TestRoute.Compile("""{ "Mode": "None", "Reason": "a test" }""");

    public void Dispose()
    {
        _budget.Dispose();
        _route.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signatures_that_wait_for_keys_are_charged_until_these_are_there_or_fail(bool fails)
    {
        using var webhook = _route.Receive(new TestRequest(), _budget);
        var waiting = new TaskCompletionSource();
        var check = new KeyedCheck<ISignatureKey>(new AwaitedKeys(waiting.Task), new NoVerifier());

        var proof = check.ProveAsync(webhook, Candidates()).AsTask();

        Assert.InRange(_budget.TakenBytes, sizeof(char) * Length, (sizeof(char) * Length) + 4096);
        if (fails)
        {
            waiting.SetException(new InvalidOperationException("a defect"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => proof);
        }
        else
        {
            waiting.SetResult();
            Assert.Equal(Outcome.ProviderUnavailable, (await proof).Refusal);
        }

        Assert.Equal(0, _budget.TakenBytes);
    }

    [Fact]
    public async Task Without_memory_for_them_nothing_waits()
    {
        using var webhook = _route.Receive(new TestRequest(), _budget);
        Assert.True(_budget.TryTake(1 << 20));
        var check = new KeyedCheck<ISignatureKey>(new AwaitedKeys(Task.FromException(new InvalidOperationException("not to be asked"))), new NoVerifier());

        Assert.Equal(Outcome.Overloaded, (await check.ProveAsync(webhook, Candidates())).Refusal);
        Assert.True(webhook.Memory.WasRefused);
    }

    private static CandidateList Candidates()
    {
        var candidates = new CandidateList("", separator: null);
        Assert.True(candidates.TryAdd(new string('x', Length).AsMemory()));
        return candidates;
    }

    private sealed class AwaitedKeys(Task renewal) : IKeySource<ISignatureKey>
    {
        public bool IsRemote => true;

        public SigningSecret<ISignatureKey>[]? KeysFor(InboundWebhook webhook) => null;

        public async ValueTask<bool> RenewAsync(InboundWebhook webhook)
        {
            await renewal;
            return true;
        }
    }

    private sealed class NoVerifier : ISignatureVerifier<ISignatureKey>
    {
        public Proof Verify(InboundWebhook webhook, in CandidateList candidates, ReadOnlySpan<SigningSecret<ISignatureKey>> secrets) =>
            throw new NotSupportedException();
    }
}
