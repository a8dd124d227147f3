namespace Gateway.Benchmarks.Durability;

/// <summary>What came of one measurement; latencies are those of the claim, or of the write.</summary>
internal sealed record DurabilitySample(double PerSecond, TimeSpan Median, TimeSpan Percentile99, double CommitsPerSecond)
{
    public static DurabilitySample Of(List<long> latencies, long commits, TimeSpan elapsed, TimeProvider clock)
    {
        latencies.Sort();
        return new(
            latencies.Count / elapsed.TotalSeconds, At(0.5), At(0.99), commits / elapsed.TotalSeconds);

        TimeSpan At(double share) => clock.GetElapsedTime(0, latencies[(int)(share * (latencies.Count - 1))]);
    }
}
