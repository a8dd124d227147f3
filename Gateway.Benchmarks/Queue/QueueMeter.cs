using System.Text;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Queue;

/// <summary>Has a gateway accept, or deliver, and takes what it did.</summary>
internal sealed class QueueMeter(QueueGateway gateway, TimeProvider clock)
{
    private static readonly LoadAnswer Answer = new(200, """{"status":"queued"}"""u8.ToArray());
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(gateway.Secret);
    private long _lastId = clock.GetUtcNow().ToUnixTimeMilliseconds() << 20; // no id of an earlier run

    /// <summary>Sends for a time.</summary>
    public Task<QueueSample> AcceptAsync(int connections, TimeSpan duration, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        return AcceptAsync(
            connections,
            () => clock.GetElapsedTime(started) < duration ? Interlocked.Increment(ref _lastId) : null,
            cancellation);
    }

    /// <summary>Sends so many.</summary>
    public Task<QueueSample> AcceptAsync(int connections, int events, CancellationToken cancellation)
    {
        var end = _lastId + events;
        return AcceptAsync(
            connections, () => Interlocked.Increment(ref _lastId) is var id && id <= end ? id : null, cancellation);
    }

    /// <summary>Waits until the backend has so many more, from the first of them on.</summary>
    public async Task<QueueSample> DeliverAsync(int events, CancellationToken cancellation)
    {
        var first = await gateway.DeliveredAsync(cancellation);
        while (await gateway.DeliveredAsync(cancellation) == first)
        {
            await Task.Delay(BetweenLooks, clock, cancellation);
        }

        var begun = await gateway.DeliveredAsync(cancellation);
        var before = await QueueState.NowAsync(gateway, clock, cancellation);
        var delivered = begun;
        while (delivered < first + events)
        {
            await Task.Delay(BetweenLooks, clock, cancellation);
            delivered = await gateway.DeliveredAsync(cancellation);
        }

        var after = await QueueState.NowAsync(gateway, clock, cancellation);
        return after.Since(before, delivered - begun);
    }

    private async Task<QueueSample> AcceptAsync(int count, Func<long?> nextId, CancellationToken cancellation)
    {
        var connections = Enumerable.Range(0, count)
            .Select(_ => new LoadConnection(
                gateway.Port, new LoadRequest(_secret, gateway.Port, LoadRequest.SmallBodyLength), Answer, clock))
            .ToArray();
        try
        {
            var before = await QueueState.NowAsync(gateway, clock, cancellation);
            await Task.WhenAll(connections.Select(connection =>
                Task.Run(() => connection.RunAsync(nextId, cancellation), cancellation)));
            var after = await QueueState.NowAsync(gateway, clock, cancellation);
            return Sample(connections, before, after);
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private QueueSample Sample(LoadConnection[] connections, QueueState before, QueueState after)
    {
        var latencies = connections.SelectMany(connection => connection.Latencies).Order().ToArray();
        if (connections.Select(connection => connection.FirstError).FirstOrDefault(error => error is not null) is { } error)
        {
            Console.Error.WriteLine($"Wrong answers, such as:\n{error}");
        }

        return after.Since(before, latencies.Length) with
        {
            Errors = connections.Sum(connection => connection.Errors),
            Median = Latency(0.5),
            Percentile99 = Latency(0.99),
        };

        TimeSpan Latency(double share) => clock.GetElapsedTime(0, latencies[(int)(share * (latencies.Length - 1))]);
    }
}
