using System.Collections.Concurrent;
using Gateway.Delivery;
using Gateway.Delivery.Attempts;
using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Http;
using Gateway.Delivery.Stored;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Storage.Memory.Deliveries;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Delivery.Destinations;

public sealed class DestinationWorkerTests
{
    private static readonly QueueName Queue = new("hooks", "backend");

    /// <summary>Of the time between two renewals.</summary>
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(0.75);

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

    [Fact]
    public async Task What_is_in_hand_is_renewed_together_for_as_long_as_it_is_and_a_store_that_is_away_ends_no_attempt()
    {
        var clock = TestClock.New();
        var queue = new SlowToSettle(clock);
        await queue.AcceptAsync(events: 2);
        using var metrics = new GatewayMetrics();
        var signals = new QueueSignals();
        var worker = new DestinationWorker(Policy(concurrency: 2), Services(queue, signals, new DeliveryMetrics(metrics), clock));
        using var closing = new CancellationTokenSource();
        var running = worker.RunAsync(closing.Token, CancellationToken.None);
        await Eventually.IsTrueAsync(() => Task.FromResult(queue.Settling == 2), "two are being settled");

        var passed = TimeSpan.Zero;
        for (var renewals = 1; renewals <= 20; renewals++) // Five leases long.
        {
            queue.IsAway = renewals is 7 or 8;
            clock.Advance(Half);
            clock.Advance(Half);
            passed += 2 * Half;
            await Eventually.IsTrueAsync(() => Task.FromResult(queue.Renewals.Count == renewals), "they are renewed once more");
            signals.Set(Queue); // And nobody else is handed them.
        }

        Assert.InRange(passed, TimeSpan.FromSeconds(30), TimeSpan.MaxValue);
        Each.Is(queue.Renewals, held => Assert.Equal(2, held));
        Assert.Empty(await queue.TakeAsync(Queue, 10, TimeSpan.FromHours(1), CancellationToken.None));
        queue.Settle();
        await closing.CancelAsync();
        await running;
        Assert.Equal([1, 1], queue.Settled);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(20, queue.Renewals.Count); // Nothing is in hand any more.
    }

    [Fact]
    public async Task What_is_handed_out_to_its_own_holder_again_is_attempted_once_and_settled_as_the_later_take()
    {
        var clock = TestClock.New();
        var queue = new SlowToSettle(clock) { IsAway = true };
        await queue.AcceptAsync(events: 1);
        using var metrics = new GatewayMetrics();
        var signals = new QueueSignals();
        var worker = new DestinationWorker(Policy(concurrency: 2), Services(queue, signals, new DeliveryMetrics(metrics), clock));
        using var closing = new CancellationTokenSource();
        var running = worker.RunAsync(closing.Token, CancellationToken.None);
        await Eventually.IsTrueAsync(() => Task.FromResult(queue.Settling == 1), "it is to be settled, in vain");

        clock.Advance(TimeSpan.FromSeconds(10)); // No renewal has reached the store.
        signals.Set(Queue);
        await Eventually.IsTrueAsync(() => Task.FromResult(queue.Taken == 2), "it is handed out again");
        queue.IsAway = false;
        queue.Settle();
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(!queue.Settled.IsEmpty);
            },
            "it is settled");

        await closing.CancelAsync();
        await running;
        Assert.Equal([2], queue.Settled);
        Assert.Empty(await queue.TakeAsync(Queue, 10, TimeSpan.FromHours(1), CancellationToken.None)); // A retry, and not due: it counted.
    }

    private static DestinationPolicy Policy(int concurrency) => new()
    {
        Queue = Queue,
        Place = new HttpPolicy(Queue.Destination),
        Timeout = TimeSpan.FromMinutes(1),
        Retry = new RetryPolicy(TimeSpan.FromHours(1), TimeSpan.FromHours(1), Delays: null, TimeSpan.FromDays(1), new HashSet<int>()),
        Concurrency = concurrency,
        Rate = null,
        Breaker = new BreakerPolicy(5, TimeSpan.FromMinutes(1)),
        DeadLetter = new Retention(Queue, DeliveryState.Dead, TimeSpan.FromDays(1), 1024),
        Delivered = new Retention(Queue, DeliveryState.Delivered, TimeSpan.FromDays(1), 1024),
    };

    // The events are empty, and so end as unreadable: no route is needed to attempt them.
    private static DeliveryServices Services(IDeliveryQueue queue, QueueSignals signals, DeliveryMetrics metrics, TimeProvider? clock = null) => new(
        queue,
        new MemoryRateLimitStore(TimeProvider.System),
        new DeliveryAttempt(
            sender: null!,
            new RequestReader(queue, new StoredRequestCodec(new ContentCipher(() => [])), MemoryBudget.Unlimited),
            MemoryBudget.Unlimited,
            TimeProvider.System,
            NullLogger<DeliveryAttempt>.Instance),
        signals,
        metrics,
        clock ?? TimeProvider.System,
        NullLogger.Instance);

    /// <summary>A store that settles nothing until it is told to.</summary>
    private sealed class SlowToSettle(TimeProvider? clock = null) : IDeliveryQueue
    {
        private readonly MemoryDeliveryStore _store =
            new(new MemoryClaimStore(clock ?? TimeProvider.System, 1000), clock ?? TimeProvider.System);

        private readonly TaskCompletionSource _settle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentQueue<int> _renewals = new();
        private readonly ConcurrentQueue<int> _settled = new();
        private int _settling;
        private int _taken;

        /// <summary>How many have been asked for.</summary>
        public int Settling => Volatile.Read(ref _settling);

        public int Taken => Volatile.Read(ref _taken);

        /// <summary>How many deliveries each renewal was about.</summary>
        public ConcurrentQueue<int> Renewals => _renewals;

        /// <summary>As which take each was settled.</summary>
        public ConcurrentQueue<int> Settled => _settled;

        /// <summary>For renewals, and for what is settled from then on.</summary>
        public bool IsAway { get; set; }

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

        public async ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
            QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation)
        {
            var taken = await _store.TakeAsync(queue, atMost, lease, cancellation);
            Interlocked.Add(ref _taken, taken.Count);
            return taken;
        }

        public ValueTask RenewAsync(
            QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation)
        {
            _renewals.Enqueue(held.Count);
            return IsAway
                ? throw new StoreUnavailableException("It is away.")
                : _store.RenewAsync(queue, held, lease, cancellation);
        }

        public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation) =>
            _store.ReadContentAsync(stored, destination, cancellation);

        public async ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _settling);
            if (IsAway)
            {
                throw new StoreUnavailableException("It is away.");
            }

            await _settle.Task;
            _settled.Enqueue(settlement.Delivery.Takes);
            await _store.SettleAsync(settlement, cancellation);
        }

        public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation) => _store.StatusAsync(cancellation);
    }
}
