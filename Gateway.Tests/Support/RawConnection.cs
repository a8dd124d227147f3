using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>A TCP connection on which a test says exactly what it means, doubled headers and broken framing included.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(url.Host, url.Port);
        return connection;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _client.GetStream().WriteAsync(bytes);

    /// <summary>Reads one answer: its head, and the body that its Content-Length or chunks announce.</summary>
    public async Task<(int Status, string Head, string Body)> ReadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)await ReadByteAsync());
        }

        var text = head.ToString();
        var status = int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture);
        if (text.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
        {
            return (status, text, await ReadChunksAsync());
        }

        const string length = "Content-Length:";
        var at = text.IndexOf(length, StringComparison.OrdinalIgnoreCase);
        var count = at < 0 || status < 200
            ? 0
            : int.Parse(text[(at + length.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
        return (status, text, await ReadTextAsync(count));
    }

    /// <summary>Reads the status line of an answer, and nothing behind it.</summary>
    public async Task<int> ReadStatusAsync() =>
        int.Parse((await ReadTextAsync("HTTP/1.1 200".Length))[^3..], CultureInfo.InvariantCulture);

    public void Abort()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0); // RST, as a vanished peer's kernel sends
        _client.Close();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ReadChunksAsync()
    {
        var body = new StringBuilder();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
            {
                line.Append((char)await ReadByteAsync());
            }

            var size = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await ReadTextAsync(size));
            await ReadTextAsync(2);
            if (size == 0)
            {
                return body.ToString();
            }
        }
    }

    private async Task<string> ReadTextAsync(int count)
    {
        var bytes = new byte[count];
        await _client.GetStream().ReadExactlyAsync(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private async Task<byte> ReadByteAsync()
    {
        var one = new byte[1];
        await _client.GetStream().ReadExactlyAsync(one);
        return one[0];
    }
}
