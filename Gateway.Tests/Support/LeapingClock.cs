namespace Gateway.Tests.Support;

/// <summary>The system's clock, which a test makes leap: for what waits on the network and lasts longer than a test may.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _leaps;

    public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _leaps);

    public void Leap(TimeSpan by) => Interlocked.Add(ref _leaps, (long)(by.TotalSeconds * TimestampFrequency));
}
