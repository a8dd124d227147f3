namespace Gateway.Benchmarks.Load;

/// <summary>
/// When a connection's webhooks are due, whatever becomes of those before. One that had to wait for an answer counts from when it was due
/// (no coordinated omission); one that this process woke up late for, from then: that is no doing of the target's.
/// </summary>
/// <param name="first">A timestamp of the clock.</param>
/// <param name="interval">In the clock's ticks.</param>
/// <param name="clock">The connection's.</param>
internal sealed class LoadPace(long first, double interval, TimeProvider clock)
{
    private long _count;

    /// <summary>The timestamp that the next webhook counts from, once it is due.</summary>
    public async ValueTask<long> NextAsync(CancellationToken cancellation)
    {
        var due = first + (long)(interval * _count++);
        if (clock.GetTimestamp() >= due)
        {
            return due;
        }

        while (clock.GetTimestamp() < due)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, clock.GetElapsedTime(clock.GetTimestamp(), due).TotalMilliseconds)), clock, cancellation);
        }

        return clock.GetTimestamp();
    }
}
