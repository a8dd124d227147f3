namespace Gateway.Storage;

/// <summary>A store of budgets that is watched.</summary>
internal sealed class ObservedRateLimitStore(IRateLimitStore store, StoreObserver observer) : IRateLimitStore
{
    public async ValueTask<TimeSpan> TryTakeAsync(
        ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        const string operation = "take";
        var started = observer.Start();
        try
        {
            var wait = await store.TryTakeAsync(charges, cancellation);
            observer.Answered(operation, started);
            return wait;
        }
        catch (StoreUnavailableException exception)
        {
            observer.Failed(operation, started, exception);
            throw;
        }
    }
}
