using Gateway.Delivery;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Stored;
using Gateway.Observability;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Storage.Memory.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Delivery.Destinations;

public sealed class DestinationWorkerTests
{
    private static readonly QueueName Queue = new("hooks", "backend");

    [Fact]
    public async Task What_is_being_settled_leaves_its_place_to_the_next_attempt_and_no_more_than_that()
    {
        var queue = new SlowToSettle();
        await queue.AcceptAsync(events: 3);
        using var metrics = new GatewayMetrics();
        var signals = new QueueSignals();
        var worker = new DestinationWorker(Policy(concurrency: 1), Services(queue, signals, new DeliveryMetrics(metrics)));
        using var closing = new CancellationTokenSource();
        var running = worker.RunAsync(closing.Token, CancellationToken.None);

        await Eventually.IsTrueAsync(() => Task.FromResult(queue.Settling == 2), "two are being settled");

        signals.Set(Queue); // Asks for more, in vain.
        await Silence.LastsAsync(TimeSpan.FromMilliseconds(200), () => queue.Settling > 2, "a third one is being settled");
        await closing.CancelAsync();
        queue.Settle();
        await running;
    }

    private static DestinationPolicy Policy(int concurrency) => new()
    {
        Queue = Queue,
        Timeout = TimeSpan.FromMinutes(1),
        Retry = new RetryPolicy(TimeSpan.FromHours(1), TimeSpan.FromHours(1), Delays: null, TimeSpan.FromDays(1), new HashSet<int>()),
        Concurrency = concurrency,
        Rate = null,
        Breaker = new BreakerPolicy(5, TimeSpan.FromMinutes(1)),
        DeadLetter = new Retention(Queue, DeliveryState.Dead, TimeSpan.FromDays(1), 1024),
        Delivered = new Retention(Queue, DeliveryState.Delivered, TimeSpan.FromDays(1), 1024),
    };

    // The events are empty, and so end as unreadable: no route is needed to attempt them.
    private static DeliveryServices Services(IDeliveryQueue queue, QueueSignals signals, DeliveryMetrics metrics) => new(
        queue,
        new MemoryRateLimitStore(TimeProvider.System),
        new DeliveryAttempt(pipeline: null!, new StoredRequestCodec(new ContentCipher(() => [])), TimeProvider.System, NullLogger<DeliveryAttempt>.Instance),
        signals,
        metrics,
        TimeProvider.System,
        NullLogger.Instance);

    /// <summary>A store that settles nothing until it is told to.</summary>
    private sealed class SlowToSettle : IDeliveryQueue
    {
        private readonly MemoryDeliveryStore _store = new(new MemoryClaimStore(TimeProvider.System, 1000), TimeProvider.System);
        private readonly TaskCompletionSource _settle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _settling;

        /// <summary>How many have been asked for.</summary>
        public int Settling => Volatile.Read(ref _settling);

        public async Task AcceptAsync(int events)
        {
            for (var number = 0; number < events; number++)
            {
                var accepted = new StoredEvent
                {
                    Id = Guid.CreateVersion7(),
                    Route = Queue.Route,
                    ReceivedAt = TimeProvider.System.GetUtcNow(),
                    Content = default,
                };
                await AcceptAsync(new Acceptance(accepted, [Queue.Destination]), CancellationToken.None);
            }
        }

        public void Settle() => _settle.SetResult();

        public ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation) =>
            _store.AcceptAsync(acceptance, cancellation);

        public ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
            QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation) =>
            _store.TakeAsync(queue, atMost, lease, cancellation);

        public async ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _settling);
            await _settle.Task;
            await _store.SettleAsync(settlement, cancellation);
        }

        public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation) => _store.StatusAsync(cancellation);
    }
}
