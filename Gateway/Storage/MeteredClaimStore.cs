using Gateway.Observability;

namespace Gateway.Storage;

/// <summary>Measures every operation on the claims, and counts those that fail.</summary>
internal sealed class MeteredClaimStore(IClaimStore store, string name, GatewayMetrics metrics, TimeProvider clock) : IClaimStore
{
    public async ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var failed = true;
        try
        {
            var state = await store.TryClaimAsync(key, owner, lease, cancellation);
            failed = false;
            return state;
        }
        finally
        {
            metrics.StoreAnswered(name, "claim", clock.GetElapsedTime(started), failed);
        }
    }

    public ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation) =>
        MeasureAsync("complete", store.CompleteAsync(key, timeToLive, cancellation));

    public ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, CancellationToken cancellation) =>
        MeasureAsync("release", store.ReleaseAsync(key, owner, cancellation));

    private async ValueTask MeasureAsync(string operation, ValueTask answer)
    {
        var started = clock.GetTimestamp();
        var failed = true;
        try
        {
            await answer;
            failed = false;
        }
        finally
        {
            metrics.StoreAnswered(name, operation, clock.GetElapsedTime(started), failed);
        }
    }
}
