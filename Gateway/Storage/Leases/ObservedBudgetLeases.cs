namespace Gateway.Storage.Leases;

/// <summary>A store of shared budgets that is watched: what a process takes of its own leases asks no store.</summary>
internal sealed class ObservedBudgetLeases(IBudgetLeases store, StoreObserver observer) : IBudgetLeases
{
    public ValueTask<BudgetGrant> TryLeaseAsync(ReadOnlyMemory<BudgetAsk> asks, CancellationToken cancellation) => observer.AskAsync(
        "take",
        (store, asks, cancellation),
        static ask => ask.store.TryLeaseAsync(ask.asks, ask.cancellation));

    public ValueTask ReturnAsync(ReadOnlyMemory<BudgetAsk> asks, CancellationToken cancellation) => observer.AskAsync(
        "give_back",
        (store, asks, cancellation),
        static ask => ask.store.ReturnAsync(ask.asks, ask.cancellation));
}
