namespace Gateway.Tests.Expectations;

/// <summary>Made-up traffic of an office: dense by day, thin by night, next to nothing at weekends. The same for the same seed.</summary>
internal sealed class Traffic(ulong seed)
{
    private ulong _state = seed;

    /// <summary>How long until the next on the average, by the hour of the week; null for none at that time.</summary>
    public static TimeSpan? Interval(DateTimeOffset time) => time.DayOfWeek switch
    {
        DayOfWeek.Saturday or DayOfWeek.Sunday => time.Hour is >= 10 and < 16 ? TimeSpan.FromHours(1) : null,
        _ => time.Hour switch
        {
            >= 8 and < 18 => TimeSpan.FromMinutes(5),
            >= 18 and < 22 => TimeSpan.FromMinutes(20),
            _ => TimeSpan.FromHours(1),
        },
    };

    /// <summary>At even intervals, a fifth earlier or later.</summary>
    public DateTimeOffset? Regular(DateTimeOffset after) => Later(after, () => 0.8 + (0.4 * Share()));

    /// <summary>At random, as the calls of many customers come: most soon, some after many times the interval.</summary>
    public DateTimeOffset? AtRandom(DateTimeOffset after) => Later(after, () => -Math.Log(1 - Share()));

    /// <summary>Walks through the intervals as they change, so that a thin hour does not reach into a dense one.</summary>
    private static DateTimeOffset Later(DateTimeOffset after, Func<double> intervals)
    {
        var step = TimeSpan.FromSeconds(20);
        var left = intervals();
        while (left > 0)
        {
            left -= Interval(after) is { } interval ? step / interval : 0;
            after += step;
        }

        return after;
    }

    private double Share()
    {
        // SplitMix64.
        var next = _state += 0x9E37_79B9_7F4A_7C15;
        next = (next ^ (next >> 30)) * 0xBF58_476D_1CE4_E5B9;
        next = (next ^ (next >> 27)) * 0x94D0_49BB_1331_11EB;
        return (next >> 11) * (1.0 / (1UL << 53));
    }
}
