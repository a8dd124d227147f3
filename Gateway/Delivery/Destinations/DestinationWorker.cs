using System.Collections.Concurrent;
using Gateway.Delivery.Attempts;
using Gateway.Storage;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery.Destinations;

/// <summary>
/// Delivers one queue: takes what is due, a bounded number at a time, and settles each as its attempt ends. No other queue waits
/// for it.
/// </summary>
internal sealed partial class DestinationWorker(DestinationPolicy policy, DeliveryServices services)
{
    private static readonly TimeSpan BetweenSettlements = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWaitForPermit = TimeSpan.FromSeconds(1);

    private readonly DestinationBreaker _breaker = new(services.Clock);
    private readonly DestinationPace _pace = new(services.RateLimits);
    private readonly QueueName _queue = policy.Queue;

    // What this process has in hand: a lease may end while the store is away, and what is being settled is not to be sent again.
    private readonly ConcurrentDictionary<Guid, DeliveryInHand> _inHand = new();
    private int _attempting; // Of these; the others are being settled.
    private DestinationPolicy _policy = policy;

    /// <summary>Whether the destination is left alone for being down.</summary>
    public bool IsPaused => _breaker.IsPaused;

    /// <summary>Put in force from the next attempt on.</summary>
    public DestinationPolicy Policy
    {
        get => Volatile.Read(ref _policy);
        set => Volatile.Write(ref _policy, value);
    }

    /// <summary>Works until told to take nothing more, and ends with the last attempt.</summary>
    /// <param name="closing">Takes nothing more from then on.</param>
    /// <param name="stopping">Ends attempts, which are handed back.</param>
    public async Task RunAsync(CancellationToken closing, CancellationToken stopping)
    {
        using var over = new CancellationTokenSource();
        var keeping = KeepLeasesAsync(over.Token);
        try
        {
            while (true)
            {
                await services.Signals.WaitAsync(_queue, closing);
                while (await TakeSafelyAsync(closing, stopping))
                {
                }
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
        }

        await Task.WhenAll(_inHand.Values.Select(delivery => delivery.Over));
        await over.CancelAsync();
        await keeping;
    }

    /// <summary>A bug must not end the queue: it is asked again with the next signal.</summary>
    private async Task<bool> TakeSafelyAsync(CancellationToken closing, CancellationToken stopping)
    {
        try
        {
            return await TakeAsync(closing, stopping);
        }
        catch (Exception exception) when (!closing.IsCancellationRequested || exception is not OperationCanceledException)
        {
            _breaker.Withdraw();
            LogTakeFailed(_queue.Route, _queue.Destination, exception);
            return false;
        }
    }

    /// <summary>Takes what there is room for; false if there is nothing more to take for now.</summary>
    private async Task<bool> TakeAsync(CancellationToken closing, CancellationToken stopping)
    {
        var current = Policy;

        // What is being settled leaves its place to the next attempt, so that the store writes settlements and takes together. It
        // is bounded as well: a store that is away stops the queue.
        var room = Math.Min(
            current.Concurrency - Volatile.Read(ref _attempting), (2 * current.Concurrency) - _inHand.Count);
        if (room <= 0)
        {
            return false; // The end of an attempt is a signal, and that of a settlement.
        }

        var admitted = _breaker.Admit(room);
        if (admitted == 0)
        {
            return false;
        }

        try
        {
            var (permits, wait) = await _pace.TakeAsync(current.Rate, admitted, closing);
            if (permits == 0)
            {
                _breaker.Withdraw();
                await Task.Delay(wait < LongestWaitForPermit ? wait : LongestWaitForPermit, services.Clock, closing);
                return true;
            }

            var asked = services.Clock.GetTimestamp();
            var taken = await services.Queue.TakeAsync(_queue, permits, Lease, CancellationToken.None);
            _pace.GiveBack(permits - taken.Count);
            if (taken.Count == 0)
            {
                _breaker.Withdraw();
            }

            foreach (var delivery in taken)
            {
                Begin(new DeliveryInHand(delivery, asked), current, stopping);
            }

            return taken.Count == permits;
        }
        catch (StoreUnavailableException)
        {
            _breaker.Withdraw();
            return false; // Counted and logged by the store; asked again with the next signal.
        }
    }

    private void Begin(DeliveryInHand delivery, DestinationPolicy current, CancellationToken stopping)
    {
        var held = _inHand.GetOrAdd(delivery.Taken.Event.Id, delivery);
        if (ReferenceEquals(held, delivery))
        {
            Interlocked.Increment(ref _attempting);
            _ = AttemptAsync(delivery, current, stopping);
        }
        else
        {
            held.TakeAgain(delivery.Taken);
            _breaker.Withdraw(); // Its attempt is under way, or over and waits for the store.
        }
    }

    private async Task AttemptAsync(DeliveryInHand delivery, DestinationPolicy current, CancellationToken stopping)
    {
        try
        {
            await Task.Yield(); // The next attempt begins beside this one.
            var (settlement, attempt) = await MakeAsync(delivery.Taken, current, stopping);
            delivery.LetGoOfContent(); // The store may be away for long.
            Record(settlement.Delivery, settlement, attempt, current);
            services.Signals.Set(_queue); // There is room for an attempt.
            await SettleAsync(delivery, settlement, stopping);
        }
#pragma warning disable CA1031 // Do not catch general exception types: a bug at one event must not end the queue.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _breaker.Withdraw();
            LogTakeFailed(_queue.Route, _queue.Destination, exception); // Its lease ends, and it is tried again.
        }
        finally
        {
            _inHand.TryRemove(delivery.Taken.Event.Id, out _);
            delivery.End();
            services.Signals.Set(_queue); // The next of an order key may have its turn.
        }
    }

    private async Task<(DeliverySettlement Settlement, Attempt Attempt)> MakeAsync(
        TakenDelivery delivery, DestinationPolicy current, CancellationToken stopping)
    {
        try
        {
            return await services.Attempt.MakeAsync(delivery, current, stopping);
        }
        finally
        {
            Interlocked.Decrement(ref _attempting);
        }
    }

    private void Record(TakenDelivery delivery, DeliverySettlement settlement, in Attempt attempt, DestinationPolicy current)
    {
        if (attempt.Result == AttemptResult.None)
        {
            _breaker.Withdraw();
            return; // Handed back.
        }

        // That says nothing of the destination, which may never have been asked.
        if (attempt.Result is AttemptResult.Unreadable or AttemptResult.Failed or AttemptResult.Disallowed or AttemptResult.Oversized)
        {
            _breaker.Withdraw();
        }
        else if (_breaker.Report(!IsDown(attempt), current.Breaker))
        {
            LogBreaker(_breaker.IsPaused, current.Breaker.Pause);
        }

        services.States.Note(_queue, StateAfter(attempt));
        services.Metrics.Attempted(_queue, attempt.Result);
        if (attempt.Result == AttemptResult.Delivered)
        {
            services.Metrics.Delivered(_queue, services.Clock.GetUtcNow() - delivery.Event.ReceivedAt);
        }

        LogAttempt(delivery, settlement, attempt);
    }

    private DestinationState StateAfter(in Attempt attempt) => attempt.Result == AttemptResult.Delivered
        ? DestinationState.Well
        : new DestinationState(
            _breaker.IsPaused,
            AttemptResultName.Of(attempt.Result) + (attempt.StatusCode > 0 ? $" {attempt.StatusCode}" : "") + (attempt.Failure is { } why ? $": {why}" : ""),
            attempt.At);

    private static bool IsDown(in Attempt attempt) =>
        attempt.Result is AttemptResult.Unreachable or AttemptResult.Timeout or AttemptResult.Unauthorized or AttemptResult.Untrusted or AttemptResult.Full
        || attempt.StatusCode is StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable
            or StatusCodes.Status504GatewayTimeout;

    /// <summary>
    /// Repeated until the store takes it: what a destination has had must not be sent again for the store's sake. It stays in
    /// hand meanwhile, so that a store that is away stops the queue and not the other way round.
    /// </summary>
    private async Task SettleAsync(DeliveryInHand delivery, DeliverySettlement settlement, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await services.Queue.SettleAsync(settlement with { Delivery = delivery.Taken }, CancellationToken.None);
                return;
            }
            catch (StoreUnavailableException) when (!stopping.IsCancellationRequested)
            {
                await Task.Delay(BetweenSettlements, services.Clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (StoreUnavailableException exception)
            {
                LogNotSettled(_queue.Route, _queue.Destination, settlement.Delivery.Event.Id, exception);
                return;
            }
        }
    }
}
