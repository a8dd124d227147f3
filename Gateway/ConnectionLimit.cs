using Gateway.Observability;
using Microsoft.AspNetCore.Connections;

namespace Gateway;

/// <summary>
/// Closes the connections of senders that are too many, before a byte of them is read: whoever opens them must not take the descriptors
/// that backends, the store and the runtime itself need.
/// </summary>
internal sealed partial class ConnectionLimit(ConnectionState state, ILogger<ConnectionLimit> logger)
{
    private int _isRefusing;

    /// <summary>Stands first in a listener's pipeline of connections.</summary>
    public Task HoldAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (state.TryOpen())
        {
            return HeldAsync(connection, next);
        }

        if (Interlocked.Exchange(ref _isRefusing, 1) == 0)
        {
            LogRefusing();
        }

        connection.Abort();
        return Task.CompletedTask;
    }

    private async Task HeldAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            await next(connection);
        }
        finally
        {
            state.Close();
            if (Volatile.Read(ref _isRefusing) != 0 && state.IsCalm && Interlocked.Exchange(ref _isRefusing, 0) != 0)
            {
                LogAccepting();
            }
        }
    }

    [LoggerMessage(EventIds.ConnectionsRefused, LogLevel.Warning,
        "Further connections are closed: more would leave no descriptors (ulimit -n) or memory for anything else.")]
    private partial void LogRefusing();

    [LoggerMessage(EventIds.ConnectionsAccepted, LogLevel.Information, "Connections are accepted again.")]
    private partial void LogAccepting();
}
