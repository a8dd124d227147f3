using System.Net;
using System.Text;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>Floods of HTTP/1.1 that prove nothing: few bytes over many connections, and many bytes that mean nothing.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
[Collection(FloodGroup.Name)]
public sealed class SlowFloodTests(ITestOutputHelper output)
{
    private const string Head = $"POST {FloodScene.Path} HTTP/1.1\r\nHost: gateway.test\r\n";
    private const string Chunked = $"{Head}Transfer-Encoding: chunked\r\n\r\n";

    /// <summary>The floods, and over how many connections each.</summary>
    public static TheoryData<string, int> Floods => new()
    {
        { "headers, a byte now and then", 300 },
        { "bodies, a byte now and then", 300 },
        { "chunks, one now and then", 300 },
        { "chunks of a byte", 100 },
        { "a chunk's extension without an end", 100 },
        { "extensions of chunks of a byte", 100 },
        { "trailers of 30 KB", 100 },
        { "trailers without an end", 100 },
        { "requests one behind the other, answers unread", 300 },
        { "requests one behind the other", 100 },
        { "100-continue that nothing follows", 300 },
        { "headers of 30 KB, nothing follows", 300 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_flood_neither_ends_nor_hangs_it_and_honest_traffic_is_answered_within_two_seconds(string what, int connections)
    {
        const int addresses = 200;
        await using var scene = await FloodScene.StartAsync(output, HttpVersion.Version11);

        await scene.FloodAsync(what, connections, addresses, connection => Task.WhenAll(
            SendAsync(what, connection), what.EndsWith("unread", StringComparison.Ordinal) ? Task.CompletedTask : connection.DrainAsync()));
    }

    private static Task SendAsync(string what, FloodConnection connection) => what switch
    {
        "headers, a byte now and then" => Begin(connection, Head + "X-A: ", "a", trickles: true),
        "bodies, a byte now and then" => Begin(connection, Head + "Content-Length: 1000000\r\n\r\n", "a", trickles: true),
        "chunks, one now and then" => Begin(connection, Chunked, "1\r\na\r\n", trickles: true),
        "chunks of a byte" => Begin(connection, Chunked, Many(1000, "1\r\na\r\n")),
        "a chunk's extension without an end" => Begin(connection, Chunked + "1;", Many(1000, "a=aaaaaaaa;")),
        "extensions of chunks of a byte" => Begin(connection, Chunked, $"1;{new string('a', 15_000)}\r\na\r\n"),
        "trailers of 30 KB" => Begin(connection, "", $"{Chunked}1\r\na\r\n0\r\n{Many(7, $"X-A: {new string('a', 4_000)}\r\n")}\r\n"),
        "trailers without an end" => Begin(connection, $"{Chunked}1\r\na\r\n0\r\n", "X-A: a\r\n"),
        "requests one behind the other" or "requests one behind the other, answers unread" =>
            Begin(connection, "", Many(50, $"{Head}Content-Length: 1\r\n\r\na")),
        "100-continue that nothing follows" => Begin(connection, $"{Head}Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"),
        "headers of 30 KB, nothing follows" => Begin(connection, $"{Head}{Many(7, $"X-A: {new string('a', 4_000)}\r\n")}Content-Length: 1\r\n\r\n"),
        _ => throw new ArgumentException(what, nameof(what)),
    };

    private static async Task Begin(FloodConnection connection, string beginning, string then = "", bool trickles = false)
    {
        await connection.SendAsync(Encoding.ASCII.GetBytes(beginning));
        var bytes = Encoding.ASCII.GetBytes(then);
        await (bytes.Length == 0 ? connection.HoldAsync() : trickles ? connection.TrickleAsync(bytes) : connection.RepeatAsync(bytes));
    }

    private static string Many(int count, string text) => string.Concat(Enumerable.Repeat(text, count));
}
