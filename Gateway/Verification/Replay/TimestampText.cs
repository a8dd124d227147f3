using System.Globalization;

namespace Gateway.Verification.Replay;

/// <summary>
/// Reads timestamps to the letter. What is not exactly of the format is no timestamp: a lenient reading is how
/// <c>NaN</c>, <c>1e9</c> and <c>1700000000.{"a</c> have become valid stamps elsewhere.
/// </summary>
internal static class TimestampText
{
    // Enough for the year 9999 in either unit, and too few to overflow.
    private const int MaxSecondsDigits = 12;
    private const int MaxMillisecondsDigits = 15;
    private const int MaxFractionDigits = 9;

    public static bool TryRead(ReadOnlySpan<char> text, TimestampFormat format, out DateTimeOffset instant)
    {
        instant = default;
        switch (format)
        {
            case TimestampFormat.UnixSeconds:
                return TryReadNumber(text, MaxSecondsDigits, out var seconds)
                    && TryFrom(seconds, TimeSpan.TicksPerSecond, out instant);
            case TimestampFormat.UnixMilliseconds:
                return TryReadNumber(text, MaxMillisecondsDigits, out var milliseconds)
                    && TryFrom(milliseconds, TimeSpan.TicksPerMillisecond, out instant);
            case TimestampFormat.Unix:
                // 12 digits of seconds reach the year 33658; a sender of milliseconds has had 13 since 2001.
                return TryRead(text, text.Length > MaxSecondsDigits ? TimestampFormat.UnixMilliseconds : TimestampFormat.UnixSeconds, out instant);
            case TimestampFormat.Rfc1123:
                return DateTimeOffset.TryParseExact(
                    text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
            default:
                return TryReadIso8601(text, isUtc: format == TimestampFormat.Iso8601Utc, out instant);
        }
    }

    /// <summary>Writes a timestamp as the provider would: for the command line and the demonstration.</summary>
    public static string Write(DateTimeOffset instant, TimestampFormat format) => format switch
    {
        TimestampFormat.UnixSeconds => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        TimestampFormat.Unix => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        TimestampFormat.Rfc1123 => instant.ToString("r", CultureInfo.InvariantCulture),
        TimestampFormat.UnixMilliseconds => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        _ => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    /// <summary>
    /// Without a zero in front, which no sender writes: a body that ends in one and is signed with the stamp right behind it
    /// could be cut short by it, and the same signature would be right.
    /// </summary>
    private static bool TryReadNumber(ReadOnlySpan<char> text, int maxDigits, out long number) =>
        TryReadDigits(text, maxDigits, out number) && (text.Length == 1 || text[0] != '0');

    private static bool TryReadDigits(ReadOnlySpan<char> text, int maxDigits, out long number)
    {
        // Parsing alone would pass over NUL characters behind the number.
        number = 0;
        return text.Length <= maxDigits && !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryFrom(long number, long ticksEach, out DateTimeOffset instant)
    {
        instant = default;
        var most = (DateTimeOffset.MaxValue.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / ticksEach;
        if (number > most)
        {
            return false;
        }

        instant = DateTimeOffset.UnixEpoch.AddTicks(number * ticksEach);
        return true;
    }

    /// <summary>
    /// RFC 3339: <c>2023-11-14T22:13:20.123456789+01:00</c>, up to nine digits of a second. A zone is required unless the
    /// format says which it is where there is none.
    /// </summary>
    private static bool TryReadIso8601(ReadOnlySpan<char> text, bool isUtc, out DateTimeOffset instant)
    {
        instant = default;
        const int wholeSeconds = 19;
        if (text.Length < wholeSeconds || !DateTime.TryParseExact(
            text[..wholeSeconds], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var rest = text[wholeSeconds..];
        if (!rest.IsEmpty && rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > MaxFractionDigits)
            {
                return false;
            }

            // Ticks are the seventh digit; what is finer cannot matter to a bound in seconds.
            var ticks = 0L;
            for (var i = 0; i < 7; i++)
            {
                ticks = (ticks * 10) + (i < digits ? rest[1 + i] - '0' : 0);
            }

            local = local.AddTicks(ticks);
            rest = rest[(1 + digits)..];
        }

        var zone = TimeSpan.Zero;
        return ((isUtc && rest.IsEmpty) || TryReadZone(rest, out zone)) && TryFromLocal(local, zone, out instant);
    }

    private static bool TryReadZone(ReadOnlySpan<char> text, out TimeSpan zone)
    {
        zone = default;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !TryReadDigits(text[1..3], 2, out var hours) || !TryReadDigits(text[4..], 2, out var minutes)
            || hours > 14 || minutes > 59)
        {
            return false;
        }

        zone = TimeSpan.FromMinutes((hours * 60) + minutes);
        zone = text[0] == '-' ? -zone : zone;
        return zone.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool TryFromLocal(DateTime local, TimeSpan zone, out DateTimeOffset instant)
    {
        var ticks = local.Ticks - zone.Ticks;
        var fits = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        instant = fits ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return fits;
    }
}
