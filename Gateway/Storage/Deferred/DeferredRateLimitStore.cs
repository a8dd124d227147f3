namespace Gateway.Storage.Deferred;

/// <summary>Stands for budgets in a store that is opened after the routes are compiled. Who asks before is a bug.</summary>
internal sealed class DeferredRateLimitStore : IRateLimitStore
{
    private IRateLimitStore? _store;

    private IRateLimitStore Store => _store ?? throw new InvalidOperationException("Budgets are asked for before their store is open.");

    /// <summary>Once, before anything compiled with this is put in force.</summary>
    public void Connect(IRateLimitStore store) => _store = store;

    public ValueTask<TimeSpan> TryTakeAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) =>
        Store.TryTakeAsync(charges, cancellation);

    public ValueTask GiveBackAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) =>
        Store.GiveBackAsync(charges, cancellation);
}
