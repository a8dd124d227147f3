namespace Gateway.Storage;

/// <summary>
/// A charge in the whole microseconds that GCRA counts in, so that the stores cannot differ by a rounding. A rate that
/// does not divide evenly is rounded up, by less than one microsecond a permit; the burst is always exact.
/// </summary>
/// <param name="Interval">The time after which one permit comes back.</param>
/// <param name="Burst">How far a budget may run ahead of the clock: one interval for every permit.</param>
internal readonly record struct RateLimitPace(long Interval, long Burst)
{
    public static RateLimitPace Of(in RateLimitCharge charge)
    {
        var interval = Math.Max(1, charge.Period.Ticks / TimeSpan.TicksPerMicrosecond / charge.Limit);
        return new(interval, interval * charge.Limit);
    }
}
