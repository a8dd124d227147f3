using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Gateway.Intake;
using Gateway.Tests.Attacks.Memory;
using Gateway.Tests.Support;
using Xunit.Abstractions;

namespace Gateway.Tests.Attacks;

/// <summary>What the sender alone makes long: each kind of reading in a path costs a bounded time and memory.</summary>
[Collection(FloodGroup.Name)]
public sealed class LongPathTests(ITestOutputHelper output)
{
    /// <summary>Of allocations, in bytes, for all readings of one path.</summary>
    private const long MostBytes = 512 * 1024;

    /// <summary>Of time, in SHA-256 over 64 KiB, each as long as an unsigned request of another kind may be read.</summary>
    private const double MostHashes = 20;

    [Fact]
    public void The_readings_of_a_path_allocate_at_most_512_KiB()
    {
        var allocated = LongPaths.All.Select(path => (path.Name, Bytes: AllocatedBy(path.Path))).OrderByDescending(path => path.Bytes).ToList();

        output.WriteLine(string.Join('\n', allocated.Take(10).Select(path => string.Create(CultureInfo.InvariantCulture, $"{path.Bytes / 1024,6} KiB  {path.Name}"))));
        Each.Is(allocated, path => Assert.True(path.Bytes <= MostBytes, $"{path.Name}: {path.Bytes}"));
    }

    [Fact]
    public void The_readings_of_a_path_take_at_most_the_time_of_twenty_hashes_over_64_KiB()
    {
        var body = new byte[64 * 1024];
        var hash = Fastest(() => SHA256.HashData(body));
        var costs = LongPaths.All.Select(path => (path.Name, Time: Fastest(() => Read(path.Path)))).OrderByDescending(path => path.Time).ToList();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hash.TotalMicroseconds,6:0} us  a hash"));
        output.WriteLine(string.Join('\n', costs.Take(12).Select(path => string.Create(CultureInfo.InvariantCulture, $"{path.Time.TotalMicroseconds,6:0} us  {path.Name}"))));
        Each.Is(costs, path => Assert.True(path.Time <= MostHashes * hash, $"{path.Name}: {path.Time / hash:0.0}"));
    }

    [Fact]
    public void A_long_path_that_is_plain_passes_and_one_that_is_not_is_refused()
    {
        Assert.True(RequestTarget.IsPlain("/" + new string('a', 8000)));
        Assert.NotNull(PathReadings.Of("/" + new string('a', 2042) + ".json"));
        Assert.Null(PathReadings.Of("/" + new string('a', 2043) + ".json"));
    }

    [Fact]
    public async Task A_path_that_is_refused_takes_a_permit_of_its_sender()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new TestConfiguration(
            upstream.Url, $$"""{ {{SignedWebhook.Scheme}}, "RateLimit": { "Limit": 2, "Period": "01:00:00" } }"""));
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            await using var connection = await RawConnection.OpenAsync(gateway.Url);
            await connection.SendAsync("POST /x/..;/../hook HTTP/1.1\r\nHost: gateway.test\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            statuses.Add((await connection.ReadAsync()).Status);
        }

        Assert.Empty(upstream.Received);
        Assert.Equal([400, 400, 429], statuses);
    }

    private static PathReadings? Read(string path) => RequestTarget.IsPlain(path) ? null : PathReadings.Of(path);

    private static long AllocatedBy(string path)
    {
        Read(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(path);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Of many: whatever else the machine does only makes some of them longer.</summary>
    private static TimeSpan Fastest(Func<object?> work)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 200; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            var took = Stopwatch.GetElapsedTime(start);
            fastest = took < fastest ? took : fastest;
        }

        return fastest;
    }
}
