using Gateway.Delivery.Stored;
using Gateway.Intake.Memory;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Storage.Memory.Deliveries;
using Gateway.Tests.Support;

namespace Gateway.Tests.Delivery.Stored;

public sealed class RequestReaderTests : IDisposable
{
    private const int Large = TakenDelivery.MostContent + 1;

    private readonly MemoryBudget _budget = new(4 << 20, TimeProvider.System);
    private readonly MemoryDeliveryStore _store = new(new MemoryClaimStore(TimeProvider.System), TimeProvider.System);

    public void Dispose() => _budget.Dispose();

    [Fact]
    public async Task Without_memory_nothing_is_asked_of_the_store_and_nothing_is_charged()
    {
        Assert.True(_budget.TryTake(4 << 20));

        Assert.Equal(ReadState.NoMemory, (await Reader(new AwayQueue()).ReadAsync(Event(Large), Large, _budget.OpenForDelivery())).State);

        Assert.Equal(4 << 20, _budget.TakenBytes);
    }

    [Fact]
    public async Task A_content_that_has_come_along_is_charged_beside_what_is_made_of_it()
    {
        var content = new byte[100_000];
        content[0] = 0xFF; // Of no form.

        Assert.Equal(ReadState.Unreadable, (await Reader(new AwayQueue()).ReadAsync(Event(content), content.Length, _budget.OpenForDelivery())).State);
        Assert.Equal(0, _budget.TakenBytes);

        Assert.True(_budget.TryTake((4 << 20) - (200 << 10)));
        Assert.Equal(ReadState.NoMemory, (await Reader(new AwayQueue()).ReadAsync(Event(content), content.Length, _budget.OpenForDelivery())).State);
    }

    [Fact]
    public async Task Where_a_store_may_still_write_nobody_reads_until_that_is_over()
    {
        var writing = new TaskCompletionSource();
        var late = new AwayQueue { Failure = new StoreUnavailableException("late") { Released = writing.Task } };

        var state = (await Reader(late).ReadAsync(Event(Large), Large, _budget.OpenForDelivery())).State;

        Assert.Equal((ReadState.StoreUnavailable, 1 << 19), (state, _budget.TakenBytes));
        writing.SetResult();
        Assert.Equal(0, _budget.TakenBytes);
    }

    [Fact]
    public async Task A_store_that_is_away_or_fails_by_a_defect_keeps_nothing()
    {
        var away = await Reader(new AwayQueue()).ReadAsync(Event(Large), Large, _budget.OpenForDelivery());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Reader(
            new AwayQueue { Failure = new InvalidOperationException("a defect") }).ReadAsync(Event(Large), Large, _budget.OpenForDelivery()));

        Assert.Equal((ReadState.StoreUnavailable, 0), (away.State, _budget.TakenBytes));
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_unreadable_and_its_memory_is_the_next_ones()
    {
        var state = (await Reader(_store).ReadAsync(Event(Large), Large, _budget.OpenForDelivery())).State;

        Assert.Equal((ReadState.Unreadable, 0), (state, _budget.TakenBytes));
        Assert.InRange(_budget.KeptBytes, Large, _budget.MaxBytes);
    }

    private RequestReader Reader(IDeliveryQueue queue) => new(queue, new StoredRequestCodec(new ContentCipher(() => [])), _budget);

    private static StoredEvent Event(int length) => Event(default(ReadOnlyMemory<byte>)) with { EventId = $"of {length} bytes" };

    private static StoredEvent Event(ReadOnlyMemory<byte> content) => new()
    {
        Id = Guid.CreateVersion7(TestClock.New().GetUtcNow()),
        Route = "hooks",
        ReceivedAt = TestClock.New().GetUtcNow(),
        Content = content,
    };

    private sealed class AwayQueue : IDeliveryQueue
    {
        public Exception Failure { get; init; } = new StoreUnavailableException("away");

        public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation) =>
            throw Failure;

        public ValueTask RenewAsync(
            QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
            QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation) => throw new NotSupportedException();
    }
}
