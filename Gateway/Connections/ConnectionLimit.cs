using System.Net;
using Gateway.Admin;
using Gateway.Intake;
using Gateway.Observability;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Connections;

/// <summary>
/// Closes the connections of senders that are too many, of one address or of all together, before a byte of them is read: whoever opens
/// them must not take the descriptors that backends, the store and the runtime itself need. Those that stay are charged for their headers.
/// </summary>
internal sealed partial class ConnectionLimit(
    ConnectionState state,
    ConnectionPlaces places,
    HeaderBudget headers,
    PipelineProbe probe,
    TimeProvider clock,
    ILogger<ConnectionLimit> logger)
{
    /// <summary>Between two lines of connections that ended.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _endedGate = new();
    private int _isRefusing;
    private long _ended; // Since the last line.
    private long _lineAt;

    /// <summary>Stands first in a listener's pipeline of connections.</summary>
    public Task HoldAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (probe.Owns(connection.RemoteEndPoint))
        {
            return next(connection); // Or a gateway that hangs with all its connections in use would seem to be full and no more.
        }

        var sender = connection.RemoteEndPoint is IPEndPoint peer ? AddressBits.SenderOf(peer.Address) : UInt128.MaxValue;
        if (places.TryTake(connection, sender) is { } place)
        {
            return HoldAsync(connection, next, sender, place);
        }

        if (Interlocked.Exchange(ref _isRefusing, 1) == 0)
        {
            LogRefusing();
        }

        connection.Abort();
        return Task.CompletedTask;
    }

    private async Task HoldAsync(ConnectionContext connection, ConnectionDelegate next, UInt128 sender, HeldConnection place)
    {
        var charge = new HeaderCharge(headers, sender, clock);
        connection.Features.Set(charge);
        connection.Features.Set(place);
        connection.Transport = new FairTransport(connection.Transport);
        HeaderCharge.Current = charge;
        try
        {
            await next(connection);
        }
        finally
        {
            places.Leave(place);
            if (charge.WasRefused)
            {
                Ended();
            }

            if (Volatile.Read(ref _isRefusing) != 0 && state.IsCalm && Interlocked.Exchange(ref _isRefusing, 0) != 0)
            {
                LogAccepting();
            }
        }
    }

    private void Ended()
    {
        state.EndedByHeaders();
        long ended;
        lock (_endedGate)
        {
            _ended++;
            if (_lineAt != 0 && clock.GetElapsedTime(_lineAt) < Quiet)
            {
                return;
            }

            _lineAt = clock.GetTimestamp();
            (ended, _ended) = (_ended, 0);
        }

        LogEnded(ended);
    }

    [LoggerMessage(EventIds.ConnectionsEnded, LogLevel.Warning,
        "There was no memory for the headers of {Connections} connections, which were ended.")]
    private partial void LogEnded(long connections);

    [LoggerMessage(EventIds.ConnectionsRefused, LogLevel.Warning,
        "Further connections are closed: more would leave no descriptors (ulimit -n) or memory for anything else.")]
    private partial void LogRefusing();

    [LoggerMessage(EventIds.ConnectionsAccepted, LogLevel.Information, "Connections are accepted again.")]
    private partial void LogAccepting();
}
