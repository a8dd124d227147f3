using Gateway.Observability;

namespace Gateway.Storage;

internal sealed partial class StoreObserver
{
    [LoggerMessage(EventIds.StoreLost, LogLevel.Error,
        "The store '{Store}' does not answer '{Operation}'; webhooks that need it are refused or let pass as each route says. {Reason}")]
    private partial void LogLost(string store, string operation, string reason, Exception exception);

    [LoggerMessage(EventIds.StoreBack, LogLevel.Information, "The store '{Store}' answers again.")]
    private partial void LogBack(string store);
}
