using Gateway.Delivery.Destinations;
using Gateway.Delivery.Destinations.Brokers;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

/// <summary>
/// Keeps a worker at every queue that the configuration in force delivers, wakes them, measures the queues and removes what has
/// been kept long enough.
/// </summary>
/// <param name="inForce">The routes in force that queue: the same list until something else is put in force.</param>
/// <param name="services">What all deliveries use.</param>
/// <param name="cleaner">Removes.</param>
/// <param name="pressure">Whether the store has refused for want of room.</param>
/// <param name="brokers">Kept open as long as something in force names them.</param>
/// <param name="lifetime">Of the process.</param>
internal sealed partial class DeliveryService(
    Func<IReadOnlyList<DeliveryPolicy>> inForce,
    DeliveryServices services,
    DeliveryCleaner cleaner,
    StorePressure pressure,
    BrokerConnections brokers,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>What is not told by a signal is found so soon: a retry that is due, and what another replica has accepted.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Of the host's 30 seconds: what then still runs is handed back, and that takes the store a moment.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(20);

    private const int TicksPerStatus = 5;

    private readonly Dictionary<QueueName, (DestinationWorker Worker, CancellationTokenSource Closing, Task Ended)> _workers = [];
    private readonly List<Task> _closed = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = services.Logger;
    private IReadOnlyList<DeliveryPolicy> _inForce = [];
    private Task _cleaning = Task.CompletedTask;

    // No route queues, and nothing is left of one that did: the store is not asked until the configuration changes.
    private bool _isIdle;

    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The routes' pipelines are there once the server has started; and before it stops listening, nothing more is taken.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await WaitForAsync(lifetime.ApplicationStarted, ending.Token);
        using var timer = new PeriodicTimer(Tick, services.Clock);
        try
        {
            for (var tick = 0; !ending.IsCancellationRequested; tick++)
            {
                await SafelyAsync(() => TickAsync(tick));
                await timer.WaitForNextTickAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }

        await DrainAsync();
    }

    private static async Task WaitForAsync(CancellationToken started, CancellationToken ending)
    {
        var either = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var first = started.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), either);
        await using var second = ending.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), either);
        await either.Task;
    }

    private async Task TickAsync(int tick)
    {
        Adopt(inForce());
        services.Signals.SetAll();
        var isShortOfRoom = pressure.TakeRefused();
        if (isShortOfRoom || (tick % TicksPerStatus == 0 && !_isIdle))
        {
            var queues = await services.Queue.StatusAsync(CancellationToken.None);
            Measure(queues);
            _isIdle = _workers.Count == 0 && queues.Count == 0;
            if (_cleaning.IsCompleted) // Beside everything else: there may be much to remove.
            {
                _cleaning = SafelyAsync(() => CleanAsync(queues, _inForce, isShortOfRoom));
            }
        }
    }

    private async Task CleanAsync(
        IReadOnlyList<QueueStatus> queues, IReadOnlyList<DeliveryPolicy> inForce, bool isShortOfRoom)
    {
        await cleaner.CleanAsync(queues, inForce, lifetime.ApplicationStopping);
        if (isShortOfRoom)
        {
            await cleaner.MakeRoomAsync(queues, inForce);
        }
    }

    /// <summary>What fails is done again with the next tick: neither a store that is away nor a bug may end all deliveries.</summary>
    private async Task SafelyAsync(Func<Task> round)
    {
        try
        {
            await round();
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store.
        }
        catch (Exception exception) when (!lifetime.ApplicationStopping.IsCancellationRequested || exception is not OperationCanceledException)
        {
            LogTickFailed(exception);
        }
    }

    /// <summary>A worker for every destination in force, with its policy of now; none for those that are gone.</summary>
    private void Adopt(IReadOnlyList<DeliveryPolicy> deliveries)
    {
        if (ReferenceEquals(deliveries, _inForce))
        {
            return;
        }

        (_inForce, _isIdle) = (deliveries, false);
        var gone = _workers.Keys.ToHashSet();
        foreach (var destination in deliveries.SelectMany(delivery => delivery.Destinations))
        {
            gone.Remove(destination.Queue);
            _orphans.Remove(destination.Queue);
            if (_workers.TryGetValue(destination.Queue, out var known))
            {
                known.Worker.Policy = destination;
                continue;
            }

            var worker = new DestinationWorker(destination, services);
            var closing = new CancellationTokenSource();
            _workers[destination.Queue] = (worker, closing, worker.RunAsync(closing.Token, _stopping.Token));
        }

        _closed.RemoveAll(ended => ended.IsCompleted);
        foreach (var queue in gone)
        {
            _workers.Remove(queue, out var worker);
            services.States.Forget(queue);
            worker.Closing.Cancel();
            worker.Closing.Dispose();
            _closed.Add(worker.Ended);
        }

        // Behind the workers: whatever comes of it, they are there.
        brokers.Keep(deliveries.SelectMany(delivery => delivery.Destinations).Select(destination => destination.Place.Broker).OfType<BrokerOptions>());
        if (deliveries.Count > 0 && services.IsForgetful)
        {
            LogForgetful();
        }
    }

    private void Measure(IReadOnlyList<QueueStatus> queues)
    {
        var known = queues.ToDictionary(status => status.Queue);
        foreach (var queue in _workers.Keys)
        {
            known.TryAdd(queue, new QueueStatus(queue, 0, 0, 0, null));
        }

        services.Metrics.Measured(new QueueMeasurement(
            [.. known.Values], [.. _workers.Select(pair => (pair.Key, pair.Value.Worker.IsPaused))], services.Clock.GetUtcNow()));
        foreach (var status in known.Values.Where(status => status.Open > 0 && !_workers.ContainsKey(status.Queue)))
        {
            if (_orphans.Add(status.Queue))
            {
                LogOrphan(status.Queue.Route, status.Queue.Destination, status.Open);
            }
        }
    }

    /// <summary>Nothing more is taken; what is in hand is finished, or handed back in the end.</summary>
    private async Task DrainAsync()
    {
        foreach (var (_, closing, _) in _workers.Values)
        {
            await closing.CancelAsync();
        }

        using var deadline = services.Clock.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), _stopping, LongestDrain, Timeout.InfiniteTimeSpan);
        await Task.WhenAll([_cleaning, .. _closed, .. _workers.Values.Select(worker => worker.Ended)]);
        foreach (var (_, closing, _) in _workers.Values)
        {
            closing.Dispose();
        }
    }
}
