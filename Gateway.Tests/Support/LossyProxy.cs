using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Support;

/// <summary>Stands before a server and can lose answers: the server has acted, and the client never hears of it.</summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly Task _accepting;
    private volatile bool _losing;

    public LossyProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on the first answer on a connection ends it, and new connections are ended at once.</summary>
    public void Lose() => _losing = true;

    public void Recover() => _losing = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> served = [];
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            if (!_losing)
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                var ended = await Task.WhenAny(
                    CopyAsync(client, server, () => false, either.Token),
                    CopyAsync(server, client, () => _losing, either.Token));
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
        TcpClient from, TcpClient to, Func<bool> loses, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        int length;
        while ((length = await from.GetStream().ReadAsync(buffer, cancellation)) > 0 && !loses())
        {
            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), cancellation);
        }
    }
}
