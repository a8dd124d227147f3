namespace Gateway.Storage.Memory;

/// <summary>
/// Budgets kept in this process. A budget is one number, the time at which it will be full again; a full budget is
/// forgotten, so only those in use take room.
/// </summary>
/// <remarks>
/// One lock for all budgets: it is held for about a hundred nanoseconds, and all charges of a call are taken under it
/// together.
/// </remarks>
/// <param name="clock">Read as a monotonic clock: a correction of the wall clock neither grants nor withholds.</param>
/// <param name="capacity">
/// The number of budgets in use at once. Beyond it unknown subjects have to wait, while those already counted go on:
/// a flood from many addresses cannot take more memory, nor lift anybody's limit.
/// </param>
internal sealed class MemoryRateLimitStore(TimeProvider clock, int capacity = 250_000) : IRateLimitStore
{
    private const int RemovedPerCharge = 2;

    private static readonly TimeSpan WaitWhenFull = TimeSpan.FromSeconds(1);

    // The end of an entry is all there is to a budget; the value is not used.
    private readonly ExpiringTable<RateLimitKey, byte> _budgets = new();
    private readonly long _start = clock.GetTimestamp();

    public ValueTask<TimeSpan> TryTakeAsync(
        ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation) => new(TryTake(charges.Span));

    public ValueTask GiveBackAsync(ReadOnlyMemory<RateLimitCharge> charges, CancellationToken cancellation)
    {
        GiveBack(charges.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="TryTakeAsync"/>
    public TimeSpan TryTake(ReadOnlySpan<RateLimitCharge> charges)
    {
        lock (_budgets.Gate)
        {
            var now = Now();
            _budgets.RemoveEnded(now, RemovedPerCharge * charges.Length);

            var wait = 0L;
            foreach (ref readonly var charge in charges)
            {
                wait = Math.Max(wait, Draw(charge, now));
            }

            if (wait > 0)
            {
                Return(charges);
            }

            return TimeSpan.FromMicroseconds(wait);
        }
    }

    /// <summary>Gives back what <see cref="TryTake"/> took.</summary>
    public void GiveBack(ReadOnlySpan<RateLimitCharge> charges)
    {
        lock (_budgets.Gate)
        {
            Return(charges);
        }
    }

    /// <summary>
    /// Takes more from budgets that a permit was taken from, whether they have it or not; a budget is overdrawn by at most all that it
    /// holds when it is full.
    /// </summary>
    /// <param name="charges">As they were taken.</param>
    /// <param name="permits">More than that one.</param>
    public void Overdraw(ReadOnlySpan<RateLimitCharge> charges, long permits)
    {
        lock (_budgets.Gate)
        {
            var now = Now();
            foreach (ref readonly var charge in charges)
            {
                var pace = RateLimitPace.Of(charge);
                var slot = _budgets.Find(charge.Key);
                if (slot >= 0) // One that is not there is full again: the attempt took longer than that.
                {
                    var end = _budgets.EndAt(slot);
                    var most = Math.Max(end, now + (2 * pace.Burst));
                    var spent = Math.Min(permits, charge.Limit * 2L) * pace.Interval;
                    _budgets.MoveEnd(slot, Math.Min(Math.Max(now, end) + spent, most));
                }
            }
        }
    }

    private long Now() => clock.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Draws one permit in any case and says by how much the budget is overdrawn.</summary>
    private long Draw(in RateLimitCharge charge, long now)
    {
        var pace = RateLimitPace.Of(charge);
        var slot = _budgets.Find(charge.Key);
        if (slot >= 0)
        {
            var full = Math.Max(now, _budgets.EndAt(slot)) + pace.Interval;
            _budgets.MoveEnd(slot, full);
            return full - now - pace.Burst;
        }

        if (_budgets.Count >= capacity)
        {
            return WaitWhenFull.Ticks / TimeSpan.TicksPerMicrosecond;
        }

        _budgets.Add(charge.Key, value: 0, now + pace.Interval);
        return pace.Interval - pace.Burst;
    }

    private void Return(ReadOnlySpan<RateLimitCharge> charges)
    {
        foreach (ref readonly var charge in charges)
        {
            var slot = _budgets.Find(charge.Key);
            if (slot >= 0) // A budget that is not there is full.
            {
                _budgets.MoveEnd(slot, _budgets.EndAt(slot) - RateLimitPace.Of(charge).Interval);
            }
        }
    }
}
