using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Support;

/// <summary>
/// Stands before a server and can lose answers: the server has acted, and the client never hears of it. Or it hands them on late,
/// as a network does that is far or full.
/// </summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly ConnectionLoop _connections;
    private readonly int _port;
    private volatile bool _losing;
    private long _delay;

    public LossyProxy(int port)
    {
        _port = port;
        _connections = new ConnectionLoop(ServeAsync);
    }

    public int Port => _connections.Port;

    /// <summary>How much later than the server each part of an answer comes.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _delay));
        set => Volatile.Write(ref _delay, value.Ticks);
    }

    /// <summary>From now on the first answer on a connection ends it, and new connections are ended at once.</summary>
    public void Lose() => _losing = true;

    public void Recover() => _losing = false;

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            if (!_losing)
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _connections.Stopped);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_connections.Stopped);
                var ended = await Task.WhenAny(
                    CopyAsync(client, server, () => false, () => TimeSpan.Zero, either.Token),
                    CopyAsync(server, client, () => _losing, () => Delay, either.Token));
                await either.CancelAsync();
                await ended;
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // The connection has ended, one way or another.
        }
        finally
        {
            client.Dispose();
        }
    }

    private static async Task CopyAsync(
        TcpClient from, TcpClient to, Func<bool> loses, Func<TimeSpan> delay, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        int length;
        while ((length = await from.GetStream().ReadAsync(buffer, cancellation)) > 0 && !loses())
        {
            await Pause.ForAsync(delay());
            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), cancellation);
        }
    }
}
