using System.Collections.Concurrent;

namespace Gateway.Alarms;

/// <summary>What has come to one route since the start. Requests add, the watch reads.</summary>
internal sealed class RouteTally
{
    private readonly ConcurrentDictionary<string, long> _keyUses = new(StringComparer.Ordinal);
    private long _succeeded;
    private long _failed;
    private long _forged;
    private long _timed;
    private long _late;
    private long _ahead;
    private long _inARow;

    /// <summary>In ticks; none until the watch has said.</summary>
    public long LateAfter { get; set; } = long.MaxValue;

    public long AheadAfter { get; set; } = long.MaxValue;

    /// <summary>Of genuine webhooks, how many failed since the last that did not.</summary>
    public long InARow => Interlocked.Read(ref _inARow);

    /// <summary>When each secret has last verified, in ticks. Ids come from the configuration and from published key sets only.</summary>
    public IReadOnlyDictionary<string, long> KeyUses => _keyUses;

    public void Succeeded()
    {
        Interlocked.Increment(ref _succeeded);
        Interlocked.Exchange(ref _inARow, 0);
    }

    public void Failed()
    {
        Interlocked.Increment(ref _failed);
        Interlocked.Increment(ref _inARow);
    }

    public void Forged() => Interlocked.Increment(ref _forged);

    /// <param name="age">Of a signed time, when received.</param>
    public void Timed(TimeSpan age)
    {
        Interlocked.Increment(ref _timed);
        if (age.Ticks > LateAfter)
        {
            Interlocked.Increment(ref _late);
        }
        else if (-age.Ticks > AheadAfter)
        {
            Interlocked.Increment(ref _ahead);
        }
    }

    public void KeyUsed(string key, DateTimeOffset at) => _keyUses[key] = at.UtcTicks;

    public TallySample Read() => new(
        Interlocked.Read(ref _succeeded), Interlocked.Read(ref _failed), Interlocked.Read(ref _forged),
        Interlocked.Read(ref _timed), Interlocked.Read(ref _late), Interlocked.Read(ref _ahead));
}
