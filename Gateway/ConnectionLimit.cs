using System.Net;
using Gateway.Admin;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;
using Microsoft.AspNetCore.Connections;

namespace Gateway;

/// <summary>
/// Closes the connections of senders that are too many, of one address or of all together, before a byte of them is read: whoever opens
/// them must not take the descriptors that backends, the store and the runtime itself need. Those that stay are charged for their headers.
/// </summary>
internal sealed partial class ConnectionLimit(
    ConnectionState state, HeaderBudget headers, PipelineProbe probe, TimeProvider clock, ILogger<ConnectionLimit> logger)
{
    /// <summary>One address may have so many times what is still free: there is always something left for the next.</summary>
    private const int ShareOfFree = 8;

    /// <summary>Nobody is refused for having this many.</summary>
    private const int Few = 16;

    /// <summary>Between two lines of connections that ended.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly int[] _senders = new int[MemoryBudget.Places];
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
        var place = MemoryBudget.PlaceOf(sender);
        var hasShare = Interlocked.Increment(ref _senders[place]) <= Math.Max(Few, (long)ShareOfFree * state.Free);
        if (state.TryOpen(hasShare))
        {
            return HeldAsync(connection, next, sender, place);
        }

        Interlocked.Decrement(ref _senders[place]);

        if (Interlocked.Exchange(ref _isRefusing, 1) == 0)
        {
            LogRefusing();
        }

        connection.Abort();
        return Task.CompletedTask;
    }

    private async Task HeldAsync(ConnectionContext connection, ConnectionDelegate next, UInt128 sender, int place)
    {
        var charge = new HeaderCharge(headers, sender, clock);
        connection.Features.Set(charge);
        HeaderCharge.Current = charge;
        try
        {
            await next(connection);
        }
        finally
        {
            state.Close();
            if (charge.WasRefused)
            {
                Ended();
            }

            Interlocked.Decrement(ref _senders[place]);
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
