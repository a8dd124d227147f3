namespace Gateway.Tests.Support;

/// <summary>The system's clock, whose wall time is set as an operator or NTP does: what it measures, and its timers, go on evenly.</summary>
internal sealed class SetClock : TimeProvider
{
    private long _correction;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _correction));

    /// <summary>By how much it is wrong from now on.</summary>
    public void Set(TimeSpan correction) => Volatile.Write(ref _correction, correction.Ticks);
}
