using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Support;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>One connection of a flood, from an address of its own choice: what cannot be sent or read any more is no failure of a test.</summary>
/// <param name="gateway">Where to.</param>
/// <param name="from">Who sends; Linux answers for all of 127.0.0.0/8.</param>
/// <param name="end">When the flood is over.</param>
internal sealed class FloodConnection(Uri gateway, IPAddress from, CancellationToken end) : IDisposable
{
    private readonly byte[] _read = new byte[16 * 1024];
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Whether the flood goes on and the other side takes part.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether the other side has ended it, or never begun.</summary>
    public bool WasEnded { get; private set; }

    /// <summary>How many answers of HTTP/1.1 have begun with 500, as far as they were read.</summary>
    public int Failures { get; private set; }

    public Task ConnectAsync() => TryAsync(async () =>
    {
        _socket.Bind(new IPEndPoint(from.MapToIPv6(), 0));
        await _socket.ConnectAsync(IPAddress.Parse(gateway.Host).MapToIPv6(), gateway.Port, end);
    });

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => TryAsync(async () =>
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, end)..];
        }
    });

    /// <summary>Sends the same again and again until the flood is over.</summary>
    public async Task RepeatAsync(ReadOnlyMemory<byte> bytes)
    {
        while (IsOpen)
        {
            await SendAsync(bytes);
        }
    }

    /// <summary>Sends a byte now and then until the flood is over.</summary>
    public async Task TrickleAsync(ReadOnlyMemory<byte> bytes)
    {
        while (IsOpen)
        {
            await SendAsync(bytes);
            await Pause.ForAsync(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Opens others and closes them, until the flood is over.</summary>
    public async Task ReconnectAsync()
    {
        while (!end.IsCancellationRequested)
        {
            using var other = new FloodConnection(gateway, from, end);
            await other.ConnectAsync();
            await other.SendAsync("P"u8.ToArray());
        }
    }

    /// <summary>Reads what is answered and throws it away, until the flood is over.</summary>
    public async Task DrainAsync()
    {
        while (IsOpen)
        {
            await TryAsync(async () =>
            {
                var count = await _socket.ReceiveAsync(_read.AsMemory(), end);
                (IsOpen, WasEnded) = (IsOpen && count > 0, WasEnded || count == 0);
                Failures += _read.AsSpan(0, count).IndexOf("HTTP/1.1 500"u8) >= 0 ? 1 : 0;
            });
        }
    }

    /// <summary>Does nothing until the flood is over.</summary>
    public async Task HoldAsync()
    {
        while (IsOpen && !end.IsCancellationRequested)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task TryAsync(Func<Task> act)
    {
        if (!IsOpen)
        {
            return;
        }

        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            IsOpen = false;
        }
        catch (SocketException)
        {
            (IsOpen, WasEnded) = (false, true);
        }
    }
}
