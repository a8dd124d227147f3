using System.Collections.Concurrent;

namespace Gateway.Storage;

/// <summary>
/// Repeats completions that the store did not take until it does. Meanwhile this process answers for them: the backend
/// has processed the event, so no copy may be forwarded, even when the store comes back with the claim's lease ended.
/// </summary>
/// <param name="store">Where claims are.</param>
/// <param name="endGathering">
/// Completions and releases follow behind the answer, for a store that is asked over a network and gathers what nobody waits for; at
/// the stop this has it ask at once. Null where everything is waited for.
/// </param>
/// <param name="clock">Measures.</param>
/// <param name="logger">Says what is repeated, and that it has succeeded.</param>
internal sealed partial class RecoveringClaimStore(
    IClaimStore store, Action? endGathering, TimeProvider clock, ILogger<RecoveringClaimStore> logger) : BackgroundService, IClaimStore
{
    // Far more than can be in flight when a store goes down; beyond it, a completion is given up and said so.
    private const int MaxPending = 100_000;

    // Of a Redis Cluster one node may be away; a store that is away as a whole is not asked for every one of them.
    private const int MostFailuresInARow = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ClaimKey, DateTimeOffset> _pending = new();

    // In turn, so that those of a node that is away do not keep the others from being tried.
    private readonly ConcurrentQueue<ClaimKey> _turns = new();

    private TaskCompletionSource? _lastFollowed;
    private int _following;

    public int Pending => _pending.Count;

    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        !_pending.IsEmpty && _pending.ContainsKey(key)
            ? new(ClaimState.Processed)
            : store.TryClaimAsync(key, owner, lease, cancellation);

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        if (endGathering is null || _pending.Count >= MaxPending)
        {
            return CompleteNowAsync(key, timeToLive, cancellation);
        }

        _pending[key] = clock.GetUtcNow() + timeToLive; // Known here before anybody hears of it.
        _ = FollowAsync(new Following(this), key, timeToLive);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        if (endGathering is null)
        {
            return store.ReleaseAsync(key, owner, lease, cancellation);
        }

        _ = FollowAsync(new Following(this), key, owner, lease);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> ForgetAsync(ClaimKey key, CancellationToken cancellation)
    {
        var isKnown = await store.ForgetAsync(key, cancellation);
        return _pending.TryRemove(key, out _) || isKnown; // Not before: it is known for as long as the store does not answer.
    }

    /// <summary>Returns when what follows behind answers has been carried out or has failed.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        endGathering?.Invoke();
        var lastFollowed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _lastFollowed, lastFollowed);
        if (Volatile.Read(ref _following) > 0)
        {
            await lastFollowed.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await RepeatAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RepeatAsync(stoppingToken);
        }
    }

    private async ValueTask CompleteNowAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        try
        {
            await store.CompleteAsync(key, timeToLive, cancellation);
        }
        catch (StoreUnavailableException exception)
        {
            if (_pending.Count >= MaxPending)
            {
                LogGivenUp(key.Route, exception);
            }
            else
            {
                _pending[key] = clock.GetUtcNow() + timeToLive;
                _turns.Enqueue(key);
                LogFailed(key.Route, exception);
            }

            throw;
        }
    }

    private async Task FollowAsync(Following following, ClaimKey key, TimeSpan timeToLive)
    {
        using var ends = following;
        try
        {
            await store.CompleteAsync(key, timeToLive, CancellationToken.None);
            _pending.TryRemove(key, out _);
        }
        catch (StoreUnavailableException exception)
        {
            _turns.Enqueue(key);
            LogFailed(key.Route, exception);
        }
    }

    private async Task FollowAsync(Following following, ClaimKey key, ClaimOwner owner, TimeSpan lease)
    {
        using var ends = following;
        try
        {
            await store.ReleaseAsync(key, owner, lease, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Counted and logged by the store, which sends it again, or it ends with the lease.
        }
    }

    private async Task RepeatAsync(CancellationToken cancellation)
    {
        var recovered = 0;
        var failures = 0;
        for (var turns = _turns.Count; turns > 0 && failures < MostFailuresInARow && _turns.TryDequeue(out var key); turns--)
        {
            if (!_pending.TryGetValue(key, out var until))
            {
                continue;
            }

            var left = until - clock.GetUtcNow();
            try
            {
                if (left > TimeSpan.Zero)
                {
                    await store.CompleteAsync(key, left, cancellation);
                }
            }
            catch (StoreUnavailableException)
            {
                _turns.Enqueue(key);
                failures++;
                continue;
            }

            failures = 0;
            _pending.TryRemove(key, out _);
            recovered++;
        }

        if (recovered > 0)
        {
            LogRecovered(recovered);
        }
    }

    /// <summary>Counts what follows.</summary>
    private readonly struct Following : IDisposable
    {
        private readonly RecoveringClaimStore _store;

        public Following(RecoveringClaimStore store)
        {
            _store = store;
            Interlocked.Increment(ref store._following);
        }

        public void Dispose()
        {
            if (Interlocked.Decrement(ref _store._following) == 0)
            {
                Volatile.Read(ref _store._lastFollowed)?.TrySetResult();
            }
        }
    }
}
