namespace Gateway.Tests.Support;

/// <summary>A clock whose wall time can be corrected, as an operator or NTP does; what it measures goes on evenly.</summary>
internal sealed class CorrectedClock(ManualClock clock) : TimeProvider
{
    public TimeSpan Correction { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Correction;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
