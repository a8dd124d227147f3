using System.Security.Cryptography;

namespace Gateway.Delivery.Destinations;

/// <summary>When an attempt that failed is followed by another.</summary>
/// <param name="First">The delay behind the first attempt.</param>
/// <param name="Longest">No delay grows beyond it.</param>
/// <param name="Delays">The delays one by one, in place of both; null for none.</param>
/// <param name="GiveUpAfter">Since the event was queued; null for no bound.</param>
/// <param name="FinalStatuses">Answers that no attempt will change.</param>
internal sealed record RetryPolicy(
    TimeSpan First, TimeSpan Longest, IReadOnlyList<TimeSpan>? Delays, TimeSpan? GiveUpAfter, IReadOnlySet<int> FinalStatuses)
{
    /// <summary>A destination can put off an event, but not for ever.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>A choice from 0 to 1, evenly spread.</summary>
    public Func<double> Chance { get; init; } = static () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    /// <summary>The delay to the next attempt; null if there is none.</summary>
    /// <param name="attempts">Made since the event was queued; at least 1.</param>
    /// <param name="age">Since the event was queued; below zero where the store's clock is ahead of this one.</param>
    /// <param name="retryAfter">What the destination asked for (RFC 9110, section 10.2.3).</param>
    public TimeSpan? Next(int attempts, TimeSpan age, TimeSpan? retryAfter)
    {
        if (age < TimeSpan.Zero)
        {
            age = TimeSpan.Zero;
        }

        if (age >= GiveUpAfter || (Delays is not null && attempts > Delays.Count))
        {
            return null;
        }

        var delay = Delays is null ? Jittered(attempts) : Delays[attempts - 1];
        if (retryAfter is { } asked && asked > delay)
        {
            delay = asked < LongestRetryAfter ? asked : LongestRetryAfter;
        }

        // The last attempt is made at the end, and not at the last delay before it.
        return GiveUpAfter - age is { } left && left < delay ? left : delay;
    }

    /// <summary>Half of it by chance: what failed together must not come back together.</summary>
    private TimeSpan Jittered(int attempts)
    {
        var delay = Math.Min(First.Ticks * Math.Pow(2, Math.Min(attempts - 1, 62)), Longest.Ticks);
        return TimeSpan.FromTicks((long)(delay * (0.5 + (0.5 * Chance()))));
    }
}
