using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>One kept-alive connection that sends a webhook, awaits the answer, checks it, and sends the next.</summary>
internal sealed class LoadConnection(int port, byte[] secret, TimeProvider clock) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly LoadRequest _request = new(secret, port);
    private readonly byte[] _answer = new byte[8192];

    /// <summary>How long each webhook took, in ticks of the clock's own frequency.</summary>
    public List<long> Latencies { get; } = new(capacity: 16 * 1024);

    public int Errors { get; private set; }

    /// <summary>The first answer that was not the backend's.</summary>
    public string? FirstError { get; private set; }

    /// <param name="until">By the clock's timestamp.</param>
    /// <param name="nextId">Hands out ids that no connection has had before.</param>
    /// <param name="cancellation">Ends it before its time.</param>
    public async Task RunAsync(long until, Func<long> nextId, CancellationToken cancellation)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        while (clock.GetTimestamp() < until)
        {
            var request = _request.Next(nextId(), clock.GetUtcNow());
            var sent = clock.GetTimestamp();
            await _socket.SendAsync(request, cancellation);
            var length = await ReadAsync(cancellation);
            Latencies.Add(clock.GetTimestamp() - sent);
            if (!IsGood(_answer.AsSpan(0, length)))
            {
                Errors++;
                FirstError ??= Encoding.Latin1.GetString(_answer, 0, length);
            }
        }
    }

    public void Dispose()
    {
        _request.Dispose();
        _socket.Dispose();
    }

    private static bool IsGood(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1.1 200 "u8) && answer.EndsWith("\r\n\r\nstored"u8);

    private async ValueTask<int> ReadAsync(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length), cancellation);
            if (read == 0)
            {
                throw new IOException("The target closed a connection.");
            }

            length += read;
            if (IsWhole(_answer.AsSpan(0, length)))
            {
                return length;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var lengthField = "Content-Length: "u8;
        var field = answer[..end].IndexOf(lengthField);
        if (field < 0 || !System.Buffers.Text.Utf8Parser.TryParse(answer[(field + lengthField.Length)..], out int length, out _))
        {
            throw new UnreachableException("Every answer here has a length.");
        }

        return answer.Length >= end + 4 + length;
    }
}
