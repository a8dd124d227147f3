using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>One kept-alive connection that sends a webhook, awaits the answer, checks it, and sends the next.</summary>
/// <param name="port">Of the target.</param>
/// <param name="request">Its own.</param>
/// <param name="answer">What each is answered with.</param>
/// <param name="clock">Measures the answers.</param>
/// <param name="from">The address to send from; null for the system's choice.</param>
internal sealed class LoadConnection(int port, LoadRequest request, LoadAnswer answer, TimeProvider clock, IPAddress? from = null) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[8192];

    /// <summary>How long each webhook took, in ticks of the clock's own frequency.</summary>
    public List<long> Latencies { get; } = new(capacity: 16 * 1024);

    public int Errors { get; private set; }

    /// <summary>The first answer that was another.</summary>
    public string? FirstError { get; private set; }

    /// <param name="nextId">Hands out ids that no connection has had before; null ends it.</param>
    /// <param name="cancellation">Ends it before its time.</param>
    /// <param name="pace">When each is due; null for as soon as the one before is answered.</param>
    public async Task RunAsync(Func<long?> nextId, CancellationToken cancellation, LoadPace? pace = null)
    {
        if (from is not null)
        {
            _socket.Bind(new IPEndPoint(from, port: 0));
        }

        await _socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        while (nextId() is { } id)
        {
            var due = pace is null ? 0 : await pace.NextAsync(cancellation);
            var bytes = request.Next(id, clock.GetUtcNow());
            var sent = pace is null ? clock.GetTimestamp() : due;
            await _socket.SendAsync(bytes, cancellation);
            var length = await ReadAsync(cancellation);
            Latencies.Add(clock.GetTimestamp() - sent);
            if (!answer.Fits(_answer.AsSpan(0, length)))
            {
                Errors++;
                FirstError ??= Encoding.Latin1.GetString(_answer, 0, length);
            }
        }
    }

    public void Dispose()
    {
        request.Dispose();
        _socket.Dispose();
    }

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
        if (field < 0)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8); // A refusal, in chunks.
        }

        if (!System.Buffers.Text.Utf8Parser.TryParse(answer[(field + lengthField.Length)..], out int length, out _))
        {
            throw new UnreachableException("A length is a number.");
        }

        return answer.Length >= end + 4 + length;
    }
}
