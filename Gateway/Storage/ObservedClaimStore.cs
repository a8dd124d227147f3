namespace Gateway.Storage;

/// <summary>A claim store that is watched.</summary>
internal sealed class ObservedClaimStore(IClaimStore store, StoreObserver observer) : IClaimStore
{
    public async ValueTask<ClaimState> TryClaimAsync(
        ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        const string operation = "claim";
        var started = observer.Start();
        try
        {
            var state = await store.TryClaimAsync(key, owner, lease, cancellation);
            observer.Answered(operation, started);
            return state;
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }

    public async ValueTask CompleteAsync(ClaimKey key, TimeSpan timeToLive, CancellationToken cancellation)
    {
        const string operation = "complete";
        var started = observer.Start();
        try
        {
            await store.CompleteAsync(key, timeToLive, cancellation);
            observer.Answered(operation, started);
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }

    public async ValueTask ReleaseAsync(ClaimKey key, ClaimOwner owner, TimeSpan lease, CancellationToken cancellation)
    {
        const string operation = "release";
        var started = observer.Start();
        try
        {
            await store.ReleaseAsync(key, owner, lease, cancellation);
            observer.Answered(operation, started);
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }
}
