namespace Gateway.Benchmarks.Queue;

/// <summary><c>queue drain</c>: a backlog is delivered to a backend that answers at once.</summary>
internal static class DrainRun
{
    private const int FillConnections = 64;

    public static async Task RunAsync(QueueOptions options, CancellationToken cancellation)
    {
        var report = new QueueReport("attempts at once");
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var store in options.Stores)
            {
                foreach (var concurrency in options.Concurrency)
                {
                    await using var gateway = await QueueGateway.StartAsync(store, options.Folder, concurrency, cancellation);
                    var meter = new QueueMeter(gateway, TimeProvider.System);
                    await meter.AcceptAsync(FillConnections, options.Events, cancellation);
                    await gateway.StartBackendAsync(cancellation);
                    report.Add(store, concurrency, await meter.DeliverAsync(options.Events, cancellation));
                }
            }

            Console.WriteLine($"round {round} of {options.Rounds}, load {await File.ReadAllTextAsync("/proc/loadavg", cancellation)}");
        }

        Console.WriteLine(report.Table());
    }
}
