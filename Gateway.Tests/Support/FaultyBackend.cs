using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>A backend that says bytes, and breaks off, trickles or hangs where a test says.</summary>
internal sealed class FaultyBackend : IAsyncDisposable
{
    private readonly ConnectionLoop _loop;
    private readonly ConcurrentQueue<string> _received = new();
    private readonly ConcurrentQueue<BackendFault> _faults = new();
    private int _connections;

    public FaultyBackend() => _loop = new ConnectionLoop(ServeAsync);

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_loop.Port}");

    /// <summary>The body of every request, in order; what stands for one that was answered before it was read is empty.</summary>
    public IReadOnlyList<string> Received => [.. _received];

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What happens to the next request; those without one are answered 200 and <c>ok</c>.</summary>
    public void FailNext(BackendFault fault) => _faults.Enqueue(fault);

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using var owned = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        try
        {
            while (await ReadHeadAsync(stream) is { } head)
            {
                if (!_faults.TryDequeue(out var fault))
                {
                    _received.Enqueue(await ReadBodyAsync(stream, head));
                    await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), _loop.Stopped);
                    continue;
                }

                _received.Enqueue(fault.IsEarly ? "" : await ReadBodyAsync(stream, head));
                await SayAsync(stream, fault);
                if (fault.End == BackendFaultEnd.Hang)
                {
                    await HangAsync(stream);
                }
                else if (fault.End == BackendFaultEnd.Reset)
                {
                    client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
                }

                return;
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // The gateway, or the test, has had enough of it.
        }
    }

    private async Task SayAsync(NetworkStream stream, BackendFault fault)
    {
        var bytes = Encoding.Latin1.GetBytes(fault.Answer);
        if (!fault.IsTrickling)
        {
            await stream.WriteAsync(bytes, _loop.Stopped);
            return;
        }

        for (var at = 0; at < bytes.Length; at++)
        {
            await stream.WriteAsync(bytes.AsMemory(at, 1), _loop.Stopped);
            await Pause.BetweenLooksAsync();
        }
    }

    /// <summary>Until the other side closes.</summary>
    private async Task HangAsync(NetworkStream stream)
    {
        var buffer = new byte[1024];
        while (await stream.ReadAsync(buffer, _loop.Stopped) > 0)
        {
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _loop.Stopped) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task<string> ReadBodyAsync(NetworkStream stream, string head)
    {
        const string length = "\r\nContent-Length:";
        var at = head.IndexOf(length, StringComparison.OrdinalIgnoreCase);
        var bytes = new byte[at < 0 ? 0 : int.Parse(head[(at + length.Length)..].Split('\r')[0], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(bytes, _loop.Stopped);
        return Encoding.UTF8.GetString(bytes);
    }
}
