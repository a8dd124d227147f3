using System.Numerics;

namespace Gateway.Observability.Traffic;

/// <summary>Times in four steps for every power of two, from a microsecond to more than a minute.</summary>
internal static class LatencyScale
{
    private const int StepsOfPower = 4;
    private const int Powers = 27;

    public const int Steps = Powers * StepsOfPower;

    public static int StepOf(TimeSpan elapsed)
    {
        var microseconds = (ulong)Math.Max(StepsOfPower, elapsed.Ticks / TimeSpan.TicksPerMicrosecond);
        var power = BitOperations.Log2(microseconds);
        var quarter = (int)(microseconds >> (power - 2)) & (StepsOfPower - 1);
        return Math.Min(Steps - 1, (power * StepsOfPower) + quarter);
    }

    /// <summary>What so large a part of all took at most, in milliseconds; null for none.</summary>
    public static double? Quantile(int[] counts, double part)
    {
        var total = counts.Sum(count => (long)count);
        var wanted = (long)Math.Ceiling(total * part);
        for (var i = 0; total > 0 && i < counts.Length; i++)
        {
            wanted -= counts[i];
            if (wanted <= 0)
            {
                return (Math.Pow(2, i / StepsOfPower) * (1 + (((i % StepsOfPower) + 1) / (double)StepsOfPower))) / 1000;
            }
        }

        return null;
    }
}
