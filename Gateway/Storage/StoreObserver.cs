using Gateway.Observability;

namespace Gateway.Storage;

/// <summary>Measures what a store is asked, and says once when it stops answering and once when it is back.</summary>
internal sealed partial class StoreObserver(
    string store, GatewayMetrics metrics, TimeProvider clock, ILogger<StoreObserver> logger)
{
    private int _isLost;

    public long Start() => clock.GetTimestamp();

    public void Answered(string operation, long started)
    {
        metrics.StoreAnswered(store, operation, clock.GetElapsedTime(started), failed: false);
        if (Volatile.Read(ref _isLost) != 0 && Interlocked.Exchange(ref _isLost, 0) != 0)
        {
            LogBack(store);
        }
    }

    public void Failed(string operation, long started, StoreUnavailableException exception)
    {
        metrics.StoreAnswered(store, operation, clock.GetElapsedTime(started), failed: true);
        if (Interlocked.Exchange(ref _isLost, 1) == 0)
        {
            LogLost(store, operation, exception);
        }
    }
}
