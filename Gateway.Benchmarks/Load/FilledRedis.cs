using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Storage.Redis;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// Puts processed events into Redis, under the keys and with the values that a gateway writes. Straight over a socket, a command each and thousands at once:
/// the client, which makes a task of each, takes minutes for ten million.
/// </summary>
internal static class FilledRedis
{
    private const int AtOnce = 16_384;

    private static readonly byte[] Behind = Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"\r\n$1\r\np\r\n$2\r\nPX\r\n{Argument((long)RememberedIds.TimeToLive.TotalMilliseconds)}"));

    /// <param name="process">The server, on this machine.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="count">How many events.</param>
    /// <param name="cancellation">Ends it before its time.</param>
    public static async Task FillAsync(LoadProcess process, int port, int count, CancellationToken cancellation)
    {
        var keys = new RedisKeys(new RedisOptions { Configuration = "" }.KeyPrefix);
        var commands = new ArrayBufferWriter<byte>();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var stream = client.GetStream();
        var unanswered = 0;
        for (var number = 0; number < count;)
        {
            commands.ResetWrittenCount();
            var until = Math.Min(count, number + AtOnce);
            var sent = until - number;
            for (; number < until; number++)
            {
                Write(commands, keys.Claim(RememberedIds.KeyOf(number))!);
            }

            await stream.WriteAsync(commands.WrittenMemory, cancellation);
            await ReadAsync(stream, unanswered, cancellation); // Of those before, so that Redis is at work while the next are written.
            unanswered = sent;
        }

        await ReadAsync(stream, unanswered, cancellation);

        // A table that has grown is moved into the larger one beside other work, a minute or more after so many at once: not at the load's expense.
        await AskAsync(stream, "CONFIG SET hz 500\r\n"u8.ToArray(), cancellation);
        await process.RestAsync(TimeProvider.System, cancellation);
        await AskAsync(stream, "CONFIG SET hz 10\r\n"u8.ToArray(), cancellation);
    }

    private static async Task AskAsync(NetworkStream stream, byte[] command, CancellationToken cancellation)
    {
        await stream.WriteAsync(command, cancellation);
        await ReadAsync(stream, count: 1, cancellation);
    }

    /// <summary><c>SET key p PX time</c>, in the protocol's own form.</summary>
    private static void Write(ArrayBufferWriter<byte> commands, byte[] key)
    {
        commands.Write("*5\r\n$3\r\nSET\r\n$"u8);
        commands.Write(Encoding.ASCII.GetBytes(key.Length.ToString(CultureInfo.InvariantCulture)));
        commands.Write("\r\n"u8);
        commands.Write(key);
        commands.Write(Behind);
    }

    private static string Argument(long number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return $"${text.Length}\r\n{text}\r\n";
    }

    /// <exception cref="InvalidOperationException">One was refused.</exception>
    private static async Task ReadAsync(NetworkStream stream, int count, CancellationToken cancellation)
    {
        var done = "+OK\r\n"u8.ToArray();
        var answers = new byte[count * done.Length];
        await stream.ReadExactlyAsync(answers, cancellation);
        for (var at = 0; at < answers.Length; at += done.Length)
        {
            if (!answers.AsSpan(at, done.Length).SequenceEqual(done))
            {
                throw new InvalidOperationException($"Redis refused: {Encoding.ASCII.GetString(answers, at, Math.Min(100, answers.Length - at))}");
            }
        }
    }
}
