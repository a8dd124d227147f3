using System.CommandLine;
using Gateway.Observability;
using Gateway.Storage;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Claims;

namespace Gateway.Benchmarks.Durability;

/// <summary><c>durable</c>: durable claims a second, beside what the disk itself can do.</summary>
internal static class DurabilityCommand
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public static RootCommand Create()
    {
        var folder = new Option<DirectoryInfo>("--folder")
        {
            Description = "On the disk to measure.",
            DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()),
        };
        var seconds = new Option<int>("--seconds") { Description = "For each measurement.", DefaultValueFactory = _ => 5 };
        var command = new RootCommand("Measures durable claims, beside the disk's own fsync.") { folder, seconds };
        command.SetAction((result, _) => RunAsync(
            result.GetRequiredValue(folder), TimeSpan.FromSeconds(result.GetValue(seconds))));
        return command;
    }

    private static async Task RunAsync(DirectoryInfo parent, TimeSpan duration)
    {
        var folder = parent.CreateSubdirectory($"gateway-durability-{Guid.NewGuid():N}");
        try
        {
            Console.WriteLine("| what | a second | median, ms | p99, ms | commits a second |");
            Console.WriteLine("| --- | --: | --: | --: | --: |");
            const string disk = "4 KB written and fsync, one after the other";
            Write(disk, Fsync(Path.Combine(folder.FullName, "first"), duration));
            foreach (var concurrency in (int[])[1, 8, 32, 128, 512])
            {
                Write($"claim and completion, {concurrency} at a time", await ClaimAsync(folder, concurrency, duration));
            }

            Write(disk, Fsync(Path.Combine(folder.FullName, "last"), duration)); // A shared disk changes its pace meanwhile.
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DurabilitySample Fsync(string path, TimeSpan duration)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: 64 * 1024 * 1024);
        var page = new byte[4096];
        var latencies = new List<long>();
        var started = Clock.GetTimestamp();
        for (var end = started; Clock.GetElapsedTime(started, end) < duration; end = Clock.GetTimestamp())
        {
            RandomAccess.Write(file, page, latencies.Count % 16384 * page.Length);
            RandomAccess.FlushToDisk(file);
            latencies.Add(Clock.GetTimestamp() - end);
        }

        return DurabilitySample.Of(latencies, latencies.Count, Clock.GetElapsedTime(started), Clock);
    }

    private static async Task<DurabilitySample> ClaimAsync(DirectoryInfo folder, int concurrency, TimeSpan duration)
    {
        using var metrics = new GatewayMetrics();
        var options = new SqliteOptions { Path = Path.Combine(folder.FullName, $"{concurrency}.db") };
        await using var database = SqliteDatabase.Open(options, Clock, metrics);
        var store = new SqliteClaimStore(database);
        var number = 0L;
        var started = Clock.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(ClaimUntilEndAsync)));
        return DurabilitySample.Of(
            [.. latencies.SelectMany(list => list)], database.Commits, Clock.GetElapsedTime(started), Clock);

        async Task<List<long>> ClaimUntilEndAsync()
        {
            var list = new List<long>();
            while (Clock.GetElapsedTime(started) < duration)
            {
                var next = (ulong)Interlocked.Increment(ref number);
                var key = new ClaimKey("load", new UInt128(next * 0x9E37_79B9_7F4A_7C15, next), next); // Spread as hashes are.
                var asked = Clock.GetTimestamp();
                await store.TryClaimAsync(key, ClaimOwner.Next(), TimeSpan.FromMinutes(1), CancellationToken.None);
                list.Add(Clock.GetTimestamp() - asked);
                await store.CompleteAsync(key, TimeSpan.FromDays(1), CancellationToken.None);
            }

            return list;
        }
    }

    private static void Write(string what, DurabilitySample sample) => Console.WriteLine(FormattableString.Invariant(
        $"| {what} | {sample.PerSecond:N0} | {sample.Median.TotalMilliseconds:N2} | {sample.Percentile99.TotalMilliseconds:N2} | {sample.CommitsPerSecond:N0} |"));
}
