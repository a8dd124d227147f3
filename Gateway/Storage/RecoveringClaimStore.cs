using System.Collections.Concurrent;

namespace Gateway.Storage;

/// <summary>
/// Repeats completions that the store did not take until it does. Meanwhile this process answers for them: the backend
/// has processed the event, so no copy may be forwarded, even when the store comes back with the claim's lease ended.
/// </summary>
internal sealed partial class RecoveringClaimStore(
    IClaimStore store, TimeProvider clock, ILogger<RecoveringClaimStore> logger) : BackgroundService, IClaimStore
{
    // Far more than can be in flight when a store goes down; beyond it, a completion is given up and said so.
    private const int MaxPending = 100_000;

    // Of a Redis Cluster one node may be away; a store that is away as a whole is not asked for every one of them.
    private const int MostFailuresInARow = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ClaimKey, DateTimeOffset> _pending = new();

    // In turn, so that those of a node that is away do not keep the others from being tried.
    private readonly ConcurrentQueue<ClaimKey> _turns = new();

    public int Pending => _pending.Count;

    public ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        !_pending.IsEmpty && _pending.ContainsKey(key)
            ? new(ClaimState.Processed)
            : store.TryClaimAsync(key, owner, lease, cancellation);

    public async ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
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

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation) =>
        store.ReleaseAsync(key, owner, lease, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RepeatAsync(stoppingToken);
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
}
