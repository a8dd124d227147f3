using System.Net;
using System.Net.Sockets;

namespace Gateway.Tests.Support;

/// <summary>Accepts connections on a free port, and has each served beside the others, until it is disposed of.</summary>
internal sealed class ConnectionLoop : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<TcpClient, Task> _serve;
    private readonly Task _accepting;

    /// <param name="serve">Ends when <see cref="Stopped"/> is cancelled, without an exception.</param>
    public ConnectionLoop(Func<TcpClient, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Stopped = _stop.Token;
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public CancellationToken Stopped { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> served = [];
        try
        {
            while (true)
            {
                served.Add(_serve(await _listener.AcceptTcpClientAsync(Stopped)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }
}
