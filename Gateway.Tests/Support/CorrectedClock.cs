using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Support;

/// <summary>
/// A clock whose wall time can be corrected, as an operator or NTP does; what it measures goes on evenly. (<c>AdjustTime</c> of its
/// base moves both.)
/// </summary>
internal sealed class CorrectedClock() : FakeTimeProvider(TestClock.Start)
{
    public TimeSpan Correction { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Correction;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
