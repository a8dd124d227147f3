namespace Gateway.Storage.Deliveries;

/// <summary>Instants as the stores keep them: in microseconds since 1970, UTC.</summary>
internal static class Microseconds
{
    private static readonly long Latest = Of(DateTimeOffset.MaxValue);

    public static long Of(DateTimeOffset instant) => Floor(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks);

    /// <summary>The first that is not before it: what is compared with it is of whole microseconds.</summary>
    public static long NotBefore(DateTimeOffset instant) => -Floor(DateTimeOffset.UnixEpoch.Ticks - instant.UtcTicks);

    public static long Of(TimeSpan time) => Floor(time.Ticks);

    /// <summary>The end of time, for a time beyond it.</summary>
    public static DateTimeOffset At(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Min(microseconds, Latest) * TimeSpan.TicksPerMicrosecond);

    private static long Floor(long ticks)
    {
        var (whole, rest) = Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond);
        return rest < 0 ? whole - 1 : whole;
    }
}
