using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Support;

/// <summary>An HTTP/2 connection on which a test says exactly what it means: no client would send such headers.</summary>
internal sealed class RawHttp2Connection : IAsyncDisposable
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;

    private readonly TcpClient _client = new();
    private int _stream = -1;

    public static async Task<RawHttp2Connection> OpenAsync(Uri url)
    {
        var connection = new RawHttp2Connection();
        await connection._client.ConnectAsync(url.Host, url.Port);
        await connection._client.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await connection.WriteAsync(Settings, flags: 0, stream: 0, []);
        return connection;
    }

    /// <summary>Sends a request, every field as it is given, and says whether it was answered: else its stream or the connection was ended.</summary>
    public async Task<bool> SendAsync(IEnumerable<(string Name, string Value)> fields, byte[] body) =>
        int.TryParse(await EndOfAsync(fields, body), CultureInfo.InvariantCulture, out _);

    /// <summary>Sends a request and says how it ended: by a status, or by what was ended for which reason (RFC 9113, section 7).</summary>
    public async Task<string> EndOfAsync(IEnumerable<(string Name, string Value)> fields, byte[] body)
    {
        _stream += 2;
        var block = new List<byte>();
        foreach (var (name, value) in fields)
        {
            block.Add(0); // A literal that is not indexed, with a literal name (RFC 7541, section 6.2.2).
            Append(block, name);
            Append(block, value);
        }

        await WriteAsync(Headers, flags: (byte)(body.Length == 0 ? 0x5 : 0x4), _stream, [.. block]);
        if (body.Length > 0)
        {
            await WriteAsync(Data, flags: 0x1, _stream, body);
        }

        var head = new byte[9];
        while (true)
        {
            await _client.GetStream().ReadExactlyAsync(head);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _client.GetStream().ReadExactlyAsync(payload);
            switch (head[3])
            {
                case Headers:
                    return Status(payload);
                case Reset:
                    return $"stream {BinaryPrimitives.ReadInt32BigEndian(payload)}";
                case GoAway:
                    return $"connection {BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(4))}";
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
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

    private static void Append(List<byte> block, string text)
    {
        const int most = 126; // Longer ones would need more than one byte.
        Assert.InRange(text.Length, 0, most);
        block.Add((byte)text.Length);
        block.AddRange(Encoding.Latin1.GetBytes(text));
    }

    private async Task WriteAsync(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)payload.Length);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        await _client.GetStream().WriteAsync(frame);
    }
}
