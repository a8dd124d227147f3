using Gateway.Observability;
using Gateway.Storage;

namespace Gateway;

/// <summary>What the stores of a process are measured and recovered with.</summary>
/// <param name="metrics">Measures them.</param>
/// <param name="clock">The same.</param>
/// <param name="loggers">Where they tell what fails.</param>
internal sealed class StoreObservation(GatewayMetrics metrics, TimeProvider clock, ILoggerFactory loggers)
{
    public StoreObserver Of(IStoreHealth store, bool isMeasured) =>
        new(store.Name, isMeasured, metrics, clock, loggers.CreateLogger<StoreObserver>());

    public RecoveringClaimStore Recovering(IClaimStore claims, StoreObserver observer, Action? endGathering = null) =>
        new(new ObservedClaimStore(claims, observer), endGathering, clock, loggers.CreateLogger<RecoveringClaimStore>());
}
