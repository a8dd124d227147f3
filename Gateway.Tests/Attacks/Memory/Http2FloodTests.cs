using System.Net;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks.Memory;

/// <summary>Floods of HTTP/2 that prove nothing, most of them of frames that no client sends so often.</summary>
[Trait(GatewayProgram.Trait, GatewayProgram.Kind)]
[Collection(FloodGroup.Name)]
public sealed class Http2FloodTests(ITestOutputHelper output)
{
    private const int Addresses = 200;
    private const ushort InitialWindowSize = 4;
    private const int LargestWindow = int.MaxValue;
    private static readonly byte[] Unindexed = HeaderBlock.Post(FloodScene.Path).Add("content-type", "application/json").ToArray();
    private static readonly byte[] LongTarget = HeaderBlock.Post(FloodScene.Path + "?" + new string('a', 8_000)).ToArray();
    private static readonly byte[] Headers30 = Large(7);
    private static readonly byte[] Headers60 = Large(15);
    private static readonly byte[] Trailers60 = Large(new HeaderBlock(), 15);

    /// <summary>The floods, and over how many connections each.</summary>
    public static TheoryData<string, int> Floods => new()
    {
        { "small streams", 100 },
        { "small streams without an end", 100 },
        { "small streams without an end", 300 },
        { "streams that a byte comes for now and then", 300 },
        { "more streams than there may be, headers of 60 KB", 60 },
        { "more streams than there may be, headers of 60 KB", 300 },
        { "targets of 8 KB", 300 },
        { "trailers of 60 KB", 100 },
        { "a hundred headers", 100 },
        { "more headers than there may be", 100 },
        { "headers without an end", 100 },
        { "empty CONTINUATION", 100 },
        { "an entry of the table many times", 100 },
        { "a table made small and large", 100 },
        { "entries of the table", 100 },
        { "rapid reset", 100 },
        { "rapid reset, headers of 30 KB", 100 },
        { "SETTINGS", 100 },
        { "PING", 100 },
        { "PING, answers unread", 300 },
        { "empty DATA", 100 },
        { "WINDOW_UPDATE", 100 },
        { "PRIORITY", 100 },
        { "a window of nothing", 300 },
        { "answers unread", 300 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task A_flood_neither_ends_nor_hangs_it_and_honest_traffic_is_answered_within_two_seconds(string what, int connections)
    {
        await using var scene = await FloodScene.StartAsync(output, HttpVersion.Version20);

        await scene.FloodAsync(what, connections, Addresses, async connection =>
        {
            await connection.SendAsync(Http2Frame.Preface);
            await Task.WhenAll(SendAsync(what, connection), what.EndsWith("unread", StringComparison.Ordinal) ? Task.CompletedTask : connection.DrainAsync());
        });
    }

    private static Task SendAsync(string what, FloodConnection connection) => what switch
    {
        "small streams" => StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Unindexed, ends: true)),
        "small streams without an end" => StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Unindexed, ends: false)),
        "streams that a byte comes for now and then" => OnStreamsAsync(
            connection, 8, streams => connection.TrickleAsync(Join(streams, stream => Http2Frame.Make(Http2Frame.Data, 0, stream, [0])))),
        "more streams than there may be, headers of 60 KB" =>
            StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Headers60, ends: false), atOnce: 1),
        "targets of 8 KB" => StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, LongTarget, ends: false), atOnce: 1),
        "trailers of 60 KB" => StreamsAsync(connection, WithTrailers, atOnce: 1),
        "a hundred headers" => StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Many(95), ends: true)),
        "more headers than there may be" => StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Many(1000), ends: true)),
        "headers without an end" => BeginningAsync(connection, new HeaderBlock().Add("x-a", new string('a', 1000)).ToArray()),
        "empty CONTINUATION" => BeginningAsync(connection, []),
        "an entry of the table many times" => TableAsync(connection),
        "a table made small and large" => StreamsAsync(
            connection, stream => Http2Frame.MakeHeaders(stream, [.. Resizes(), .. Unindexed], ends: true)),
        "entries of the table" => StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Entries(stream), ends: true)),
        "rapid reset" => StreamsAsync(connection, stream => Reset(stream, Unindexed)),
        "rapid reset, headers of 30 KB" => StreamsAsync(connection, stream => Reset(stream, Headers30), atOnce: 1),
        "SETTINGS" => connection.RepeatAsync(Join(Enumerable.Range(0, 500), _ => Http2Frame.Make(
            Http2Frame.Settings, 0, 0, Http2Frame.Setting(InitialWindowSize, 65_535)))),
        "PING" or "PING, answers unread" => connection.RepeatAsync(Join(Enumerable.Range(0, 500), _ => Http2Frame.Make(Http2Frame.Ping, 0, 0, new byte[8]))),
        "empty DATA" => OnStreamsAsync(
            connection, 1, _ => connection.RepeatAsync(Join(Enumerable.Range(0, 500), _ => Http2Frame.Make(Http2Frame.Data, 0, 1, [])))),
        "WINDOW_UPDATE" => OnStreamsAsync(
            connection, 1, _ => connection.RepeatAsync(Join(Enumerable.Range(0, 500), _ => Http2Frame.Make(Http2Frame.WindowUpdate, 0, 1, Http2Frame.Number(1))))),
        "PRIORITY" => connection.RepeatAsync(Join(Enumerable.Range(0, 500), _ => Http2Frame.Make(Http2Frame.Priority, 0, 1, new byte[5]))),
        "a window of nothing" => WithoutWindowAsync(connection),
        "answers unread" => StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Unindexed, ends: true)),
        _ => throw new ArgumentException(what, nameof(what)),
    };

    /// <summary>One stream after the other until the flood is over.</summary>
    private static async Task StreamsAsync(FloodConnection connection, Func<int, byte[]> frames, int atOnce = 50)
    {
        for (var stream = 1; connection.IsOpen && stream < LargestWindow - (4 * atOnce); stream += 2 * atOnce)
        {
            await connection.SendAsync(Join(Enumerable.Range(0, atOnce).Select(number => stream + (2 * number)), frames));
        }
    }

    /// <summary>Streams that have begun, and what follows on them.</summary>
    private static async Task OnStreamsAsync(FloodConnection connection, int count, Func<IReadOnlyList<int>, Task> then)
    {
        var streams = Enumerable.Range(0, count).Select(number => 1 + (2 * number)).ToList();
        await connection.SendAsync(Join(streams, stream => Http2Frame.MakeHeaders(stream, Unindexed, ends: false)));
        await then(streams);
    }

    private static async Task BeginningAsync(FloodConnection connection, byte[] part)
    {
        await connection.SendAsync(Http2Frame.Make(Http2Frame.Headers, 0, 1, Unindexed));
        await connection.RepeatAsync(Join(Enumerable.Range(0, 50), _ => Http2Frame.Make(Http2Frame.Continuation, 0, 1, part)));
    }

    /// <summary>A value of kilobytes is put into the table once, and named by one byte each time from then on.</summary>
    private static async Task TableAsync(FloodConnection connection)
    {
        var first = HeaderBlock.Post(FloodScene.Path).AddToTable("x-a", new string('a', 3_900)).ToArray();
        await connection.SendAsync(Http2Frame.MakeHeaders(1, first, ends: false));
        var block = HeaderBlock.Post(FloodScene.Path);
        for (var count = 0; count < 15; count++)
        {
            block.AddFromTable(62);
        }

        var others = block.ToArray();
        for (var stream = 3; connection.IsOpen; stream += 100)
        {
            await connection.SendAsync(Join(Enumerable.Range(0, 50).Select(number => stream + (2 * number)), number => Http2Frame.MakeHeaders(number, others, ends: false)));
        }
    }

    private static async Task WithoutWindowAsync(FloodConnection connection)
    {
        await connection.SendAsync(Http2Frame.Make(Http2Frame.Settings, 0, 0, Http2Frame.Setting(InitialWindowSize, 0)));
        await StreamsAsync(connection, stream => Http2Frame.MakeHeaders(stream, Unindexed, ends: true), atOnce: 8);
    }

    private static byte[] Reset(int stream, byte[] block) =>
    [
        .. Http2Frame.MakeHeaders(stream, block, ends: false),
        .. Http2Frame.Make(Http2Frame.Reset, 0, stream, Http2Frame.Number(8)),
    ];

    private static byte[] WithTrailers(int stream) =>
    [
        .. Http2Frame.MakeHeaders(stream, Unindexed, ends: false), .. Http2Frame.MakeHeaders(stream, Trailers60, ends: true),
    ];

    private static byte[] Large(int count) => Large(HeaderBlock.Post(FloodScene.Path), count);

    /// <summary>With headers of so many times 4 KB.</summary>
    private static byte[] Large(HeaderBlock block, int count)
    {
        for (var number = 0; number < count; number++)
        {
            block.Add($"x-{number}", new string('a', 4_000));
        }

        return block.ToArray();
    }

    private static byte[] Many(int count)
    {
        var block = HeaderBlock.Post(FloodScene.Path);
        for (var number = 0; number < count; number++)
        {
            block.Add($"x-{number}", "");
        }

        return block.ToArray();
    }

    private static byte[] Entries(int stream)
    {
        var block = HeaderBlock.Post(FloodScene.Path);
        for (var number = 0; number < 50; number++)
        {
            block.AddToTable($"x-{stream}-{number}", "");
        }

        return block.ToArray();
    }

    /// <summary>No more than two may stand at the beginning of a block.</summary>
    private static byte[] Resizes() => new HeaderBlock().Resize(0).Resize(4096).ToArray();

    private static byte[] Join(IEnumerable<int> streams, Func<int, byte[]> frames) => [.. streams.SelectMany(frames)];
}
