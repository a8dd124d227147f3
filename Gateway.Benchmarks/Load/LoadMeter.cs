using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>Puts the targets of a bench under load, one at a time, and takes what they did.</summary>
internal sealed class LoadMeter(TestBench bench, LoadOptions options, TimeProvider clock)
{
    private const double MostForeignShare = 0.05;
    private const int MostAttempts = 3;
    private static readonly LoadAnswer Answer = new(200, Encoding.ASCII.GetBytes(Backend.Answer));
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(bench.Secret);
    private long _lastId = clock.GetUtcNow().ToUnixTimeMilliseconds() << 20; // no id of an earlier run

    /// <summary>Waits until the machine is ours, and measures again if it was not all the time: others make every cache cold.</summary>
    public async Task<LoadSample> MeasureQuietlyAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellation)
    {
        LoadSample? best = null;
        for (var attempt = 0; attempt < MostAttempts && best is not { ForeignShare: <= MostForeignShare }; attempt++)
        {
            await WaitForQuietAsync(cancellation);
            var sample = await MeasureAsync(target, duration, cancellation);
            best = best is null || sample.ForeignShare < best.ForeignShare ? sample : best;
        }

        return best!;
    }

    /// <summary>Puts one target under load. Every answer has to be the backend's.</summary>
    public async Task<LoadSample> MeasureAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellation)
    {
        var connections = Enumerable.Range(0, options.Connections)
            .Select(_ => new LoadConnection(target.Port, new LoadRequest(_secret, target.Port, tenants: target.Tenants), Answer, clock))
            .ToArray();
        try
        {
            var arrived = await bench.ArrivedAsync(cancellation);
            var (cpu, redis) = (target.Process.CpuTime, RedisTime(target));
            var (machine, ours) = (MachineTime.Now(), bench.OurTime());
            var started = clock.GetTimestamp();
            var until = started + (long)(duration.TotalSeconds * clock.TimestampFrequency);
            await Task.WhenAll(connections.Select(connection =>
                Task.Run(() => connection.RunAsync(NextUntilEnd, cancellation), cancellation)));
            var elapsed = clock.GetElapsedTime(started);
            (cpu, redis) = (target.Process.CpuTime - cpu, RedisTime(target) - redis);
            var foreign = MachineTime.Now().ForeignSince(machine, bench.OurTime() - ours);
            var sample = Sample(target, connections, elapsed, cpu, foreign, await bench.ArrivedAsync(cancellation) - arrived);
            return sample with { RedisMicroseconds = redis.TotalMicroseconds / sample.Requests };

            long? NextUntilEnd() => clock.GetTimestamp() < until ? Interlocked.Increment(ref _lastId) : null;
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    /// <summary>Until other programs leave the machine alone, or patience ends.</summary>
    private async Task WaitForQuietAsync(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < Patience)
        {
            var (machine, ours) = (MachineTime.Now(), bench.OurTime());
            await Task.Delay(Glance, clock, cancellation);
            if (MachineTime.Now().ForeignSince(machine, bench.OurTime() - ours) <= MostForeignShare)
            {
                return;
            }
        }
    }

    private static TimeSpan RedisTime(LoadTarget target) => target.Redis?.CpuTime ?? TimeSpan.Zero;

    private LoadSample Sample(
        LoadTarget target, LoadConnection[] connections, TimeSpan elapsed, TimeSpan cpu, double foreign, int arrived)
    {
        var latencies = connections.SelectMany(connection => connection.Latencies).ToArray();
        var errors = connections.Sum(connection => connection.Errors);
        if (connections.Select(connection => connection.FirstError).FirstOrDefault(error => error is not null) is { } error)
        {
            Console.Error.WriteLine($"{target.Name}: {errors} wrong answers, such as:\n{error}");
        }
        else if (arrived != latencies.Length)
        {
            errors = Math.Abs(arrived - latencies.Length);
            Console.Error.WriteLine($"{target.Name}: {latencies.Length} were sent and {arrived} arrived at the backend.");
        }

        Array.Sort(latencies);
        return new()
        {
            Requests = latencies.Length,
            Errors = errors,
            CpuMicroseconds = cpu.TotalMicroseconds / latencies.Length,
            RedisMicroseconds = 0,
            Resident = target.Process.Resident.Now,
            ForeignShare = foreign,
            RequestsPerSecond = latencies.Length / elapsed.TotalSeconds,
            Median = Latency(0.5),
            Percentile99 = Latency(0.99),
        };

        TimeSpan Latency(double share) => clock.GetElapsedTime(0, latencies[(int)(share * (latencies.Length - 1))]);
    }
}
