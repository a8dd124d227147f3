using Gateway.Observability;

namespace Gateway.Storage;

/// <summary>Measures what a store is asked, and says once when it stops answering and once when it is back.</summary>
/// <param name="store">Its name in metrics and the log.</param>
/// <param name="isMeasured">Its answers take a time worth measuring: in memory that is the time of the stage.</param>
/// <param name="metrics">Counts.</param>
/// <param name="clock">Measures.</param>
/// <param name="logger">Says when it is lost and back.</param>
internal sealed partial class StoreObserver(
    string store, bool isMeasured, GatewayMetrics metrics, TimeProvider clock, ILogger<StoreObserver> logger)
{
    /// <summary>What the metrics call the operations of a store.</summary>
    public static readonly string[] Operations =
    [
        "claim", "complete", "release", "forget", "take", "give_back", "accept", "take_deliveries", "read_content", "renew", "settle", "status",
        "list", "find", "replay", "discard", "remove", "capture", "forget_capture", "list_captures", "find_capture", "mark_capture", "read_state", "write_state", "tenant_changes", "list_tenants", "read_tenant", "write_tenant",
    ];

    private int _isLost;

    /// <summary>Asks the store, and passes on its answer or that it has none.</summary>
    /// <param name="operation">As the metrics call it.</param>
    /// <param name="question">What <paramref name="ask"/> needs, so that it captures nothing.</param>
    /// <param name="ask">The operation itself.</param>
    public async ValueTask<TAnswer> AskAsync<TQuestion, TAnswer>(
        string operation, TQuestion question, Func<TQuestion, ValueTask<TAnswer>> ask)
    {
        var started = Start();
        try
        {
            var answer = await ask(question);
            Answered(operation, started);
            return answer;
        }
        catch (StoreUnavailableException exception)
        {
            Failed(operation, started, exception);
            throw;
        }
    }

    /// <inheritdoc cref="AskAsync{TQuestion, TAnswer}"/>
    public async ValueTask AskAsync<TQuestion>(string operation, TQuestion question, Func<TQuestion, ValueTask> ask)
    {
        var started = Start();
        try
        {
            await ask(question);
            Answered(operation, started);
        }
        catch (StoreUnavailableException exception)
        {
            Failed(operation, started, exception);
            throw;
        }
    }

    private long Start() => isMeasured ? clock.GetTimestamp() : 0;

    private void Answered(string operation, long started)
    {
        if (isMeasured)
        {
            metrics.StoreAnswered(store, operation, clock.GetElapsedTime(started));
        }

        if (Volatile.Read(ref _isLost) != 0 && Interlocked.Exchange(ref _isLost, 0) != 0)
        {
            LogBack(store);
        }
    }

    private void Failed(string operation, long started, StoreUnavailableException exception)
    {
        if (isMeasured)
        {
            metrics.StoreAnswered(store, operation, clock.GetElapsedTime(started));
        }

        metrics.StoreFailed(store, operation);
        if (Interlocked.Exchange(ref _isLost, 1) == 0)
        {
            LogLost(store, operation, exception.Message, exception);
        }
    }
}
