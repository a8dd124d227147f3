using Gateway.Observability;

namespace Gateway.Storage;

/// <summary>Measures every operation on the budgets, and counts those that fail.</summary>
internal sealed class MeteredRateLimitStore(
    IRateLimitStore store, string name, GatewayMetrics metrics, TimeProvider clock) : IRateLimitStore
{
    public async ValueTask<TimeSpan> TryTakeAsync(
        ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var failed = true;
        try
        {
            var wait = await store.TryTakeAsync(charges, cancellation);
            failed = false;
            return wait;
        }
        finally
        {
            metrics.StoreAnswered(name, "take", clock.GetElapsedTime(started), failed);
        }
    }
}
