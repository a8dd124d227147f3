using Gateway.Observability;

namespace Gateway.Storage;

internal sealed partial class RecoveringClaimStore
{
    [LoggerMessage(EventIds.SettlementFailed, LogLevel.Warning,
        "A delivered event of route '{Route}' could not be recorded yet; it is repeated until the store takes it.")]
    private partial void LogFailed(string route, Exception exception);

    [LoggerMessage(EventIds.SettlementRecovered, LogLevel.Information,
        "{Count} delivered events recorded, now that the store is back.")]
    private partial void LogRecovered(int count);

    [LoggerMessage(EventIds.SettlementGivenUp, LogLevel.Error,
        "A delivered event of route '{Route}' could not be recorded, and too many wait already: its copy may be forwarded.")]
    private partial void LogGivenUp(string route, Exception exception);
}
