using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>An HTTP/2 connection on which a test says exactly what it means: no client would send such headers.</summary>
internal sealed class RawHttp2Connection : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private int _stream = -1;

    public static async Task<RawHttp2Connection> OpenAsync(Uri url)
    {
        var connection = new RawHttp2Connection();
        await connection._client.ConnectAsync(url.Host, url.Port);
        await connection._client.GetStream().WriteAsync(Http2Frame.Preface);
        return connection;
    }

    /// <summary>Sends a request, every field as it is given, and says whether it was answered: else its stream or the connection was ended.</summary>
    public Task<bool> SendAsync(IEnumerable<(string Name, string Value)> fields, byte[] body) => SendAsync(Block(fields), body);

    /// <summary>The same with a block of headers that is written already.</summary>
    public async Task<bool> SendAsync(byte[] block, byte[] body) =>
        int.TryParse(await EndOfAsync(block, body), CultureInfo.InvariantCulture, out _);

    /// <summary>Sends a request and says how it ended: by a status, or by what was ended for which reason (RFC 9113, section 7).</summary>
    public Task<string> EndOfAsync(IEnumerable<(string Name, string Value)> fields, byte[] body) => EndOfAsync(Block(fields), body);

    /// <summary>Sends frames as they are.</summary>
    public ValueTask WriteAsync(byte[] frames) => _client.GetStream().WriteAsync(frames);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static byte[] Block(IEnumerable<(string Name, string Value)> fields)
    {
        var block = new HeaderBlock();
        foreach (var (name, value) in fields)
        {
            block.Add(name, value);
        }

        return block.ToArray();
    }

    /// <summary>Kestrel writes it first: by its place in the static table (RFC 7541, appendix A), or by the name's place and the digits.</summary>
    private static string Status(ReadOnlySpan<byte> block)
    {
        while ((block[0] & 0xe0) == 0x20)
        {
            block = block[1..]; // the table's size
        }

        string[] known = ["200", "204", "206", "304", "400", "404", "500"];
        return block[0] >= 0x88 ? known[block[0] - 0x88] : Encoding.ASCII.GetString(block.Slice(2, block[1]));
    }

    private async Task<string> EndOfAsync(byte[] block, byte[] body)
    {
        _stream += 2;
        var request = Http2Frame.MakeHeaders(_stream, block, ends: body.Length == 0);
        if (body.Length > 0)
        {
            request = [.. request, .. Http2Frame.Make(Http2Frame.Data, Http2Frame.EndStream, _stream, body)];
        }

        await _client.GetStream().WriteAsync(request);
        var head = new byte[Http2Frame.HeadLength];
        while (true)
        {
            await _client.GetStream().ReadExactlyAsync(head);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _client.GetStream().ReadExactlyAsync(payload);
            switch (head[3])
            {
                case Http2Frame.Headers:
                    return Status(payload);
                case Http2Frame.Reset:
                    return $"stream {BinaryPrimitives.ReadInt32BigEndian(payload)}";
                case Http2Frame.GoAway:
                    return $"connection {BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(4))}";
            }
        }
    }
}
