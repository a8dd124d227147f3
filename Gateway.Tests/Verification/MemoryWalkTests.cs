using System.Buffers;
using System.IO.Pipelines;
using Gateway.Intake.Memory;
using Gateway.Outcomes;
using Gateway.Storage;
using Gateway.Storage.Memory;
using Gateway.Tests.Support;
using Gateway.Verification;

namespace Gateway.Tests.Verification;

/// <summary>Requests whose memory ends, or who end by a defect, at each place in turn: nothing stays charged.</summary>
public sealed class MemoryWalkTests
{
    private const int Kibibyte = 1024;

    public static TheoryData<string> Vectors() => ProviderVector.All();

    /// <summary>In budgets that end at the first charge, at the second, and so on to the last.</summary>
    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Wherever_a_providers_webhook_runs_out_of_memory_it_is_overloaded_and_gives_all_back(string name)
    {
        var vector = ProviderVector.Load(name);
        using var route = TestRoute.Compile(
            vector.Verification, new Dictionary<string, string> { ["SECRET"] = vector.Secret ?? "", ["VERIFY"] = "a secret of challenges" }, at: vector.At,
            gateway: """{ "Limits": { "MaxBufferedBytes": 67108864 } }""");
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        var left = 0L;
        for (var limit = 4 * Kibibyte; limit <= 512 * Kibibyte; limit += limit < 64 * Kibibyte ? Kibibyte : 32 * Kibibyte)
        {
            using var budget = new MemoryBudget(limit, TimeProvider.System);
            var webhook = route.Receive(vector.Request, budget);
            var verdict = webhook.TryHold() ? await route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None) : Verdict.Stop(Outcome.Overloaded);
            outcomes.Add(verdict.Passed ? TestJourney.Passed : verdict.Outcome.Code);
            webhook.LetGoOfReadings();
            webhook.Dispose();
            left += budget.TakenBytes;
        }

        Assert.Equal(0, left);
        Assert.Contains(Outcome.Overloaded.Code, outcomes);
        Assert.Contains(outcomes, outcome => outcome is TestJourney.Passed or "handshake" or "duplicate");
        Assert.Equal(2, outcomes.Count(outcome => outcome is not ("duplicate" or "duplicate_in_flight")));
    }

    public static TheoryData<string, bool> Defects => new()
    {
        { "the body, at once", true },
        { "the body, in its middle", true },
        { "the body, broken off", false },
        { "the rate limits", true },
        { "the claims", true },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Wherever_a_defect_ends_a_webhook_it_gives_all_back(string where, bool throws)
    {
        var clock = TestClock.New();
        using var route = TestRoute.Compile(
            """
            {
              "Signature": { "Algorithm": "hmac-sha256", "From": "body:/signature", "Content": "{body:/id}", "Secrets": "env:SECRET" },
              "RateLimit": { "Limit": 100, "Period": "00:00:01" },
              "Deduplication": { "Key": "body:/id" }
            }
            """,
            claims: where == "the claims" ? new ScriptedClaimStore(ClaimState.Claimed, () => throw new InvalidOperationException(where)) : null,
            rateLimits: where == "the rate limits" ? new DefectiveRateLimits() : new MemoryRateLimitStore(clock));
        var body = $$"""{"id":"1","signature":"{{Hmac.Hex(TestRoute.Secret, "1")}}","filler":"{{new string('x', 200_000)}}"}""";
        Exception? failure = where switch
        {
            "the body, at once" or "the body, in its middle" => new InvalidOperationException(where),
            "the body, broken off" => new IOException(where),
            _ => null,
        };
        var request = new TestRequest { Text = body };
        if (failure is not null)
        {
            request = request with { Reader = new FailingReader(request.Body, where == "the body, at once" ? 0 : 100_000, failure), ContentLength = body.Length };
        }

        using var budget = new MemoryBudget(4096 * Kibibyte, TimeProvider.System);
        var webhook = route.Receive(request, budget);
        Assert.True(webhook.TryHold());

        var ending = route.Checks.Pipeline.VerifyAsync(webhook, CancellationToken.None).AsTask();

        if (throws)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => ending);
        }
        else
        {
            Assert.Equal(Outcome.BodyIncomplete, (await ending).Outcome);
        }

        Assert.NotEqual(0, budget.TakenBytes);
        webhook.Dispose();
        Assert.Equal(0, budget.TakenBytes);
    }

    private sealed class DefectiveRateLimits : IRateLimitStore
    {
        public ValueTask<TimeSpan> TryTakeAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) =>
            throw new InvalidOperationException("the rate limits");

        public ValueTask GiveBackAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) => ValueTask.CompletedTask;
    }

    /// <summary>Hands over so much of a body, and fails then.</summary>
    private sealed class FailingReader(byte[] body, int length, Exception failure) : PipeReader
    {
        private int _read;
        private ReadOnlySequence<byte> _last;

        public override void AdvanceTo(SequencePosition consumed) => _read += (int)_last.Slice(_last.Start, consumed).Length;

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            TryRead(out var result) ? new(result) : throw failure;

        public override bool TryRead(out ReadResult result)
        {
            if (_read >= length)
            {
                throw failure;
            }

            _last = new ReadOnlySequence<byte>(body, _read, Math.Min(4096, length - _read));
            result = new ReadResult(_last, isCanceled: false, isCompleted: false);
            return true;
        }
    }
}
