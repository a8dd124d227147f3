namespace Gateway.Captures;

/// <summary>
/// How many copies are made of what one sender has refused on one route: as many as there are places in the ring at once, and then as
/// many in a minute. Beyond that a copy would push out another of the same sender, and cost what a flood is to cost the gateway.
/// </summary>
/// <remarks>A table of fixed size, so that counting costs nothing: two may share a place, which nobody can choose.</remarks>
/// <param name="maxCount">How many places there are.</param>
/// <param name="clock">Measures the minute.</param>
internal sealed class CapturePace(int maxCount, TimeProvider clock)
{
    private const int Places = 4096;
    private const long Minute = TimeSpan.TicksPerMinute;

    /// <summary>When each place will have all of its copies again, in ticks of the clock's own time.</summary>
    private readonly long[] _full = new long[Places];
    private readonly long _interval = Minute / Math.Max(1, maxCount);
    private readonly long _start = clock.GetTimestamp();

    public bool TryTake(string route, UInt128 sender)
    {
        ref var full = ref _full[(uint)HashCode.Combine(route, sender) % Places];
        var now = clock.GetElapsedTime(_start).Ticks;
        while (true)
        {
            var was = Volatile.Read(ref full);
            var next = Math.Max(now, was) + _interval;
            if (next - now > Minute)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref full, next, was) == was)
            {
                return true;
            }
        }
    }
}
