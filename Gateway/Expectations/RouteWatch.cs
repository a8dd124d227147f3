using Gateway.Storage.States;

namespace Gateway.Expectations;

/// <summary>What is known of one route's traffic, here and, by the store, at other replicas. For one caller at a time.</summary>
/// <param name="route">The route's name.</param>
/// <param name="expectation">What is expected of it.</param>
internal sealed class RouteWatch(string route, Expectation expectation)
{
    /// <summary>In webhooks to be expected: two may fail to come where a day begins later.</summary>
    private const double LeastWait = 2.5;

    private readonly Dictionary<long, int> _uncounted = [];
    private Quiet _quiet = new();
    private Rhythm? _rhythm;
    private double _longestWait;
    private long _lastMinute;
    private bool _isLoaded;

    public Expectation Expectation => expectation;

    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>When the store has last been asked.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public DateTimeOffset? WrittenAt { get; private set; }

    /// <summary>A moment later.</summary>
    /// <param name="now">The time.</param>
    /// <param name="elapsed">Since the last look.</param>
    /// <param name="seen">When this process has last verified a webhook, in milliseconds since 1970; 0 for never.</param>
    public void Look(DateTimeOffset now, TimeSpan elapsed, long seen)
    {
        _quiet.Pass(now, elapsed, _rhythm);
        _quiet.Bound(now);
        if (seen > _quiet.LastSeen)
        {
            Break(seen, now);
        }

        var minute = seen / 60_000;
        if (expectation.Every is null && seen > 0 && minute != _lastMinute)
        {
            _lastMinute = minute;
            _uncounted[minute / 60] = _uncounted.GetValueOrDefault(minute / 60) + 1;
        }
    }

    /// <summary>Whether it is silent; true if that has just changed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="unheard">For how long another replica may have heard something that is not known here.</param>
    public bool Judge(DateTimeOffset now, TimeSpan unheard)
    {
        var isSilent = expectation.Every is { } every
            ? _quiet.Time >= every + unheard
            : _rhythm is { } rhythm && HourOfTime.Of(now) is var hour && rhythm.IsKnown(hour)
                && _quiet.Expected >= Beyond(rhythm.LongestWait(hour)) + (rhythm.Usual(hour) * unheard.TotalHours);
        if (isSilent == SilentSince is not null)
        {
            return false;
        }

        SilentSince = isSilent ? now : null;
        return true;
    }

    /// <summary>Hears from other replicas, and of the time before the start; and tells them, if there is anything new.</summary>
    public async Task ShareAsync(IStateStore states, DateTimeOffset now, bool writes, CancellationToken cancellation)
    {
        var name = $"seen/{route}";
        var entry = await states.ReadAsync(name, cancellation);
        if (entry is not null && Quiet.Read(entry.Content.Span) is { } stored)
        {
            stored.Bound(now);
            if (!_isLoaded && stored.LastSeen >= _quiet.LastSeen)
            {
                _quiet = stored;
            }
            else if (stored.LastSeen > _quiet.LastSeen)
            {
                Break(stored.LastSeen, now);
            }
            else if (stored.LastSeen == _quiet.LastSeen && !writes)
            {
                AskedAt = now;
                return; // Known there.
            }
        }

        if (expectation.Every is null && _rhythm is null)
        {
            var learned = await states.ReadAsync(RhythmName, cancellation);
            _rhythm = (learned is null ? null : Rhythm.Read(learned.Content.Span)) ?? new Rhythm(HourOfTime.Of(now) + 1);
        }

        _isLoaded = true;
        if (await states.WriteAsync(name, _quiet.Write(), entry?.Version ?? 0, cancellation))
        {
            AskedAt = now;
        }
    }

    /// <summary>Adds to what is learned what has come to this process since.</summary>
    public async Task LearnAsync(IStateStore states, DateTimeOffset now, CancellationToken cancellation)
    {
        WrittenAt = now;
        if (expectation.Every is not null)
        {
            return;
        }

        var entry = await states.ReadAsync(RhythmName, cancellation);
        var rhythm = (entry is null ? null : Rhythm.Read(entry.Content.Span)) ?? _rhythm ?? new Rhythm(HourOfTime.Of(now) + 1);
        foreach (var (hour, minutes) in _uncounted)
        {
            rhythm.Count(hour, minutes);
        }

        if (_longestWait > 0)
        {
            rhythm.Waited(HourOfTime.Of(now), _longestWait);
        }

        if (await states.WriteAsync(RhythmName, rhythm.Write(), entry?.Version ?? 0, cancellation))
        {
            _rhythm = rhythm;
            _uncounted.Clear();
            _longestWait = 0;
        }
    }

    /// <summary>As it is, to be told.</summary>
    public RouteSilence Tell(DateTimeOffset now) => new(
        route,
        expectation.Every,
        _quiet.LastSeen == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_quiet.LastSeen),
        SilentSince,
        expectation.Every is not null || _rhythm?.IsKnown(HourOfTime.Of(now)) == true
            ? null
            : DateTimeOffset.FromUnixTimeSeconds(3600 * Math.Max(_rhythm?.KnownFrom ?? 0, HourOfTime.Of(now) + 1)));

    /// <summary>
    /// What is waited for, in webhooks to be expected, before it is silence. What comes at random comes later than ever before at times, and hardly ever
    /// twice as late. Where the longest wait was short, traffic is regular, and between two and three that fail to come are enough.
    /// </summary>
    private static double Beyond(double longest) => Math.Max(LeastWait, longest + Math.Min(longest, longest * longest / 4));

    private string RhythmName => $"rhythm/{route}";

    private void Break(long seen, DateTimeOffset now)
    {
        if (SilentSince is null)
        {
            _longestWait = Math.Max(_longestWait, _quiet.Expected); // An outage is not what is usual.
        }

        _quiet.Break(seen, now, _rhythm);
    }
}
