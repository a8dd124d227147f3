using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Delivery;
using Gateway.Delivery.Stored;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Outcomes;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Delivery;

/// <summary>What becomes of the memory of a webhook that is accepted.</summary>
public sealed class WebhookAcceptorTests : IDisposable
{
    private readonly TestRoute _route = TestRoute.Compile(
        $$"""{ {{SignedWebhook.Scheme}}, "Delivery": { "Mode": "Queue", "OrderBy": "body:/id" } }""",
        new Dictionary<string, string> { ["SECRET"] = "a secret of this test" });

    private readonly MemoryBudget _budget = new(64 << 20, TimeProvider.System);

    public void Dispose()
    {
        _budget.Dispose();
        _route.Dispose();
    }

    [Theory]
    [InlineData(AcceptState.Accepted, "queued")]
    [InlineData(AcceptState.Processed, "duplicate")]
    [InlineData(AcceptState.InFlight, "duplicate_in_flight")]
    [InlineData(AcceptState.Full, "queue_full")]
    internal async Task What_is_answered_leaves_its_memory_to_the_next(AcceptState state, string outcome)
    {
        var (ended, queue) = await AcceptAsync(new ScriptedQueue { State = state }, "1", bytes: 1_000_000);

        Assert.Equal(outcome, ended.Code);
        Assert.InRange(queue.ContentLength, 1_000_000, 1_010_000);
        Assert.Equal(0, _budget.TakenBytes);
        Assert.InRange(_budget.KeptBytes, 1_000_000, _budget.MaxBytes);
    }

    [Fact]
    public async Task What_a_store_has_not_answered_is_kept_for_it_until_it_reads_no_more()
    {
        var reading = new TaskCompletionSource();

        var (ended, queue) = await AcceptAsync(
            new ScriptedQueue { Failure = new StoreUnavailableException("late") { Released = reading.Task } }, "1", bytes: 1_000_000);

        Assert.Equal(Outcome.StoreUnavailable, ended);
        Assert.InRange(queue.ContentLength, 1_000_000, 1_010_000);
        Assert.Equal(1 << 20, _budget.TakenBytes);
        reading.SetResult();
        Assert.Equal(0, _budget.TakenBytes);
    }

    [Fact]
    public async Task A_store_that_was_never_given_it_or_fails_by_a_defect_keeps_nothing()
    {
        var (ended, _) = await AcceptAsync(new ScriptedQueue { Failure = new StoreUnavailableException("away") }, "1", bytes: 1_000_000);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => AcceptAsync(new ScriptedQueue { Failure = new InvalidOperationException("a defect") }, "1", bytes: 1_000_000));
        var (unknown, _) = await AcceptAsync(new ScriptedQueue { State = AcceptState.Unknown }, "1", bytes: 1_000_000);

        Assert.Equal((Outcome.StoreUnavailable, Outcome.StoreUnavailable), (ended, unknown));
        Assert.Equal(0, _budget.TakenBytes);
    }

    /// <summary>Whatever its length: the hash of a long one is made piece by piece, and a character may stand over the edge.</summary>
    [Theory]
    [InlineData("a", 1)]
    [InlineData("é", 255)]
    [InlineData("€", 256)]
    [InlineData("€", 257)]
    [InlineData("a💥", 1000)]
    [InlineData("💥", 1000)]
    public async Task A_line_is_known_by_the_hash_of_its_whole_value(string text, int times)
    {
        var value = string.Concat(Enumerable.Repeat(text, times));

        var (_, queue) = await AcceptAsync(new ScriptedQueue { State = AcceptState.Accepted }, value, bytes: 0);

        Assert.Equal(BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(value))), queue.OrderKey);
    }

    [Fact]
    public async Task Without_memory_to_read_its_line_a_webhook_is_not_accepted_out_of_turn()
    {
        using var small = new MemoryBudget(1 << 20, TimeProvider.System);

        var (ended, queue) = await AcceptAsync(
            new ScriptedQueue { State = AcceptState.Accepted }, new string('x', 300_000), bytes: 0, small);

        Assert.Equal((Outcome.Overloaded, 0), (ended, queue.ContentLength));
    }

    private async Task<(Outcome Ended, ScriptedQueue Queue)> AcceptAsync(ScriptedQueue queue, string id, int bytes, MemoryBudget? budget = null)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"id":{{JsonSerializer.Serialize(id)}},"filler":"{{new string('x', bytes)}}"}""");
        var request = new TestRequest { Body = body };
        var account = (budget ?? _budget).Open(sender: 1, "hook");
        using var webhook = new InboundWebhook(request.ToContext(), _route.Policy, request.Client, _route.Clock.GetUtcNow(), account);
        webhook.Prove();
        Assert.True(webhook.Body.TryReserve(body.Length + 4096, body.Length + 4096));
        webhook.Body.Append(new ReadOnlySequence<byte>(body));
        webhook.BodyIsComplete = true;
        var acceptor = new WebhookAcceptor(
            queue, new StoredRequestCodec(new ContentCipher(() => [])), new QueueSignals(), new StorePressure(), _route.Clock);
        return (await acceptor.AcceptAsync(webhook, _route.Route.Delivery!), queue);
    }

    private sealed class ScriptedQueue : IDeliveryQueue
    {
        public AcceptState State { get; init; }

        public Exception? Failure { get; init; }

        public int ContentLength { get; private set; }

        public UInt128? OrderKey { get; private set; }

        public ValueTask RenewAsync(
            QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation)
        {
            (ContentLength, OrderKey) = (acceptance.Event.Content.Length, acceptance.OrderKey);
            return Failure is null ? new(State) : throw Failure;
        }

        public ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
            QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation) => throw new NotSupportedException();
    }
}
