using Gateway.Verification.Replay;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Tells what looks like a timestamp.</summary>
internal static class StampText
{
    private static readonly TimestampFormat[] Formats =
        [TimestampFormat.UnixSeconds, TimestampFormat.UnixMilliseconds, TimestampFormat.Iso8601, TimestampFormat.Iso8601Utc, TimestampFormat.Rfc1123];

    private static readonly DateTimeOffset Earliest = new(2005, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(366);

    /// <summary>Whether a webhook may have been sent then: before there were any, a stamp was read in the wrong unit.</summary>
    public static bool IsPlausible(DateTimeOffset stamp, DateTimeOffset now) => stamp >= Earliest && stamp - now <= Ahead;

    /// <summary>The format that a text has, as configuration names it, and the instant; null if it is no stamp.</summary>
    public static (string Format, DateTimeOffset Instant)? Read(string text, DateTimeOffset now)
    {
        foreach (var (index, format) in Formats.Index())
        {
            if (TimestampText.TryRead(text, format, out var instant) && IsPlausible(instant, now))
            {
                return (StampFormat.Formats[index], instant);
            }
        }

        return null;
    }

    /// <summary>The headers that hold nothing but a stamp.</summary>
    public static IEnumerable<(string Name, string Format)> HeadersOf(Evidence evidence)
    {
        foreach (var (name, value) in evidence.Request.Headers)
        {
            if (Read(value, evidence.Instant) is { } stamp)
            {
                yield return (name, stamp.Format);
            }
        }
    }
}
