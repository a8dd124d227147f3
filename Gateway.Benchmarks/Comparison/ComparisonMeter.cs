using System.Net;
using System.Text;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Comparison;

/// <summary>Puts one contender under one load at a time, and takes what it did.</summary>
internal sealed class ComparisonMeter(ComparisonBench bench, ComparisonOptions options)
{
    public const double MostForeignShare = 0.05;

    /// <summary>Bodies on the wire at once, in bytes: more would not measure the contenders but this machine's memory.</summary>
    private const long MostUnderWay = 256L << 20;

    private static readonly LoadAnswer Answer = new(200, Encoding.ASCII.GetBytes(Backend.Answer));
    private static readonly LoadAnswer Queued = new(200, """{"status":"queued"}"""u8.ToArray());
    private static readonly IPAddress Foreign = IPAddress.Parse("127.128.0.1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(bench.Secret);
    private long _lastId = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << 20; // no id of an earlier run

    /// <summary>Again, as often as others took part of the machine; null if they always did.</summary>
    public async Task<ComparisonSample?> MeasureQuietlyAsync(Contender contender, Scenario scenario, double rate, CancellationToken cancellation)
    {
        ComparisonSample? best = null;
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            var sample = await MeasureAsync(contender, scenario, rate, options.Duration, cancellation);
            if (sample.ForeignShare <= MostForeignShare)
            {
                return sample;
            }

            best = best is null || sample.ForeignShare < best.ForeignShare ? sample : best;
        }

        return options.IsTrial ? best : null;
    }

    /// <param name="contender">Who.</param>
    /// <param name="scenario">What is sent.</param>
    /// <param name="rate">A second; 0 for as much as it takes.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="cancellation">Ends it before its time.</param>
    public async Task<ComparisonSample> MeasureAsync(
        Contender contender, Scenario scenario, double rate, TimeSpan duration, CancellationToken cancellation)
    {
        var count = (int)Math.Clamp(MostUnderWay / scenario.BodyBytes, 1, scenario.Connections);
        var status = contender.StatusOf(scenario.Traffic);
        var expected = status != Answer.Status ? new LoadAnswer(status, Body: null) : contender.IsQueue ? Queued : Answer;
        var connections = Enumerable.Range(0, count)
            .Select(_ => new LoadConnection(
                contender.Port,
                new LoadRequest(_secret, contender.Port, scenario.BodyBytes, scenario.Traffic),
                expected,
                _clock,
                scenario.Traffic == LoadTraffic.ForeignAddress ? Foreign : null))
            .ToArray();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(duration + Patience); // An answer that never comes ends the run, instead of being waited for.
        try
        {
            var arrived = await bench.ArrivedAsync(cancellation);
            var (usage, store) = (contender.Process.Usage, bench.StoreTime);
            var (machine, ours) = (MachineTime.Now(), bench.OurTime);
            var started = _clock.GetTimestamp();
            var until = started + (long)(duration.TotalSeconds * _clock.TimestampFrequency);
            await Task.WhenAll(connections.Select((connection, number) => Task.Run(
                () => connection.RunAsync(NextUntilEnd, patience.Token, PaceOf(number)), cancellation)));
            var elapsed = _clock.GetElapsedTime(started);
            if (contender.IsQueue)
            {
                await bench.ArriveAsync(arrived + connections.Sum(connection => connection.Latencies.Count), patience.Token);
            }

            var foreign = MachineTime.Now().ForeignSince(machine, bench.OurTime - ours);
            var (used, stored) = (contender.Process.Usage, bench.StoreTime - store);
            var sample = Sample(contender, connections, elapsed, await bench.ArrivedAsync(cancellation) - arrived, isForwarded: status == Answer.Status);
            return sample with
            {
                CpuMicroseconds = (used.Cpu - usage.Cpu).TotalMicroseconds / sample.Requests,
                StoreMicroseconds = stored.TotalMicroseconds / sample.Requests,
                Switches = Math.Max(0, used.Switches - usage.Switches) / (double)sample.Requests,
                Resident = used.Resident / 1e6,
                ForeignShare = foreign,
            };

            long? NextUntilEnd() => _clock.GetTimestamp() < until ? Interlocked.Increment(ref _lastId) : null;

            LoadPace? PaceOf(int number)
            {
                var interval = rate > 0 ? _clock.TimestampFrequency / rate : 0;
                return rate > 0 ? new(started + (long)(interval * number), interval * count, _clock) : null;
            }
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private ComparisonSample Sample(Contender contender, LoadConnection[] connections, TimeSpan elapsed, int arrived, bool isForwarded)
    {
        var latencies = connections.SelectMany(connection => connection.Latencies).ToArray();
        var errors = connections.Sum(connection => connection.Errors);
        if (connections.Select(connection => connection.FirstError).FirstOrDefault(error => error is not null) is { } error)
        {
            Console.Error.WriteLine($"{contender.Name}: {errors} wrong answers, such as:\n{error}");
        }
        else if (arrived != (isForwarded ? latencies.Length : 0))
        {
            errors = Math.Abs(arrived - (isForwarded ? latencies.Length : 0));
            Console.Error.WriteLine($"{contender.Name}: {latencies.Length} were sent{(isForwarded ? "" : " that are to be refused")} and {arrived} arrived at the backend.");
        }

        Array.Sort(latencies);
        return new()
        {
            Requests = latencies.Length,
            Errors = errors,
            CpuMicroseconds = 0,
            StoreMicroseconds = 0,
            Switches = 0,
            PerSecond = latencies.Length / elapsed.TotalSeconds,
            Median = Latency(0.5),
            Percentile99 = Latency(0.99),
            Percentile999 = Latency(0.999),
            Resident = 0,
            ForeignShare = 0,
        };

        double Latency(double share) => _clock.GetElapsedTime(0, latencies[(int)(share * (latencies.Length - 1))]).TotalMilliseconds;
    }
}
