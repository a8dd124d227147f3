using Gateway.Benchmarks.Durability;

namespace Gateway.Benchmarks.Queue;

/// <summary><c>queue accept</c>: durable acceptances, beside what the disk does alone. A new gateway in each round.</summary>
internal static class AcceptRun
{
    private const int WarmUpConnections = 64;

    public static async Task RunAsync(QueueOptions options, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var report = new QueueReport("connections");
        var disk = new List<DurabilitySample>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var store in options.Stores)
            {
                await using var gateway = await QueueGateway.StartAsync(store, options.Folder, concurrency: 8, cancellation);
                var meter = new QueueMeter(gateway, clock);
                await meter.AcceptAsync(WarmUpConnections, options.WarmUp, cancellation);
                foreach (var connections in options.Connections)
                {
                    disk.Add(DiskPace.Measure(Path.Combine(options.Folder.FullName, "pace"), options.Duration / 2, clock));
                    report.Add(store, connections, await meter.AcceptAsync(connections, options.Duration, cancellation));
                }
            }

            Console.WriteLine($"round {round} of {options.Rounds}, load {await File.ReadAllTextAsync("/proc/loadavg", cancellation)}");
        }

        File.Delete(Path.Combine(options.Folder.FullName, "pace"));
        Console.WriteLine(report.Table());
        Console.WriteLine(FormattableString.Invariant(
            $"4 KB written and fdatasync, one after the other: {Median(disk, sample => sample.PerSecond):N0} a second ({disk.Min(sample => sample.PerSecond):N0}-{disk.Max(sample => sample.PerSecond):N0}), p50 {Median(disk, sample => sample.Median.TotalMilliseconds):0.00} ms, p99 {Median(disk, sample => sample.Percentile99.TotalMilliseconds):0.00} ms"));
    }

    private static double Median(List<DurabilitySample> samples, Func<DurabilitySample, double> figure) =>
        QueueReport.Median([.. samples.Select(figure)]);
}
