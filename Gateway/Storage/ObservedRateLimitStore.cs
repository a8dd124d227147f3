namespace Gateway.Storage;

/// <summary>A store of budgets that is watched.</summary>
internal sealed class ObservedRateLimitStore(IRateLimitStore store, StoreObserver observer) : IRateLimitStore
{
    public ValueTask<TimeSpan> TryTakeAsync(
        ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) => observer.AskAsync(
        "take",
        (store, charges, cancellation),
        static ask => ask.store.TryTakeAsync(ask.charges, ask.cancellation));

    public ValueTask GiveBackAsync(
        ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) => observer.AskAsync(
        "give_back",
        (store, charges, cancellation),
        static ask => ask.store.GiveBackAsync(ask.charges, ask.cancellation));
}
