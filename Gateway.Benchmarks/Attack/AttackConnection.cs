using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Benchmarks.Attack;

/// <summary>Sends one request after the other and reads each answer; connects anew when the gateway has closed.</summary>
internal sealed class AttackConnection(int port) : IDisposable
{
    private readonly byte[] _answer = new byte[16 * 1024];
    private Socket? _socket;

    /// <summary>Sends it, and returns the status of the answer.</summary>
    public async Task<int> SendAsync(AttackRequest request, CancellationToken cancellation)
    {
        _socket ??= await ConnectAsync(cancellation);
        var sending = SendAllAsync(_socket, request.Bytes, cancellation);
        var length = 0;
        while (!IsWhole(_answer.AsSpan(0, length)))
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length), cancellation);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        var isSent = await sending;
        var text = Encoding.Latin1.GetString(_answer, 0, length);
        if (!isSent || length == 0 || text.Contains("Connection: close", StringComparison.OrdinalIgnoreCase))
        {
            Dispose();
        }

        return length == 0 ? 0 : int.Parse(text.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        return socket;
    }

    /// <summary>False if it was refused before all of it was read.</summary>
    private static async Task<bool> SendAllAsync(Socket socket, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            await socket.SendAsync(bytes, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = Encoding.Latin1.GetString(answer[..end]);
        const string length = "Content-Length: ";
        var at = head.IndexOf(length, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? answer.EndsWith("\r\n0\r\n\r\n"u8)
            : answer.Length >= end + 4 + int.Parse(head[(at + length.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }
}
