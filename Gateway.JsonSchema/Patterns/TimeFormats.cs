namespace Gateway.JsonSchema.Patterns;

/// <summary>Dates and times of RFC 3339, and durations of its Appendix A.</summary>
internal static class TimeFormats
{
    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..]);

    public static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-'
        && TryRead(text[..4], out var year) && TryRead(text[5..7], out var month) && TryRead(text[8..], out var day)
        && month is >= 1 and <= 12 && day >= 1
        && day <= DateTime.DaysInMonth(year == 0 ? 2000 : year, month); // year 0 is a leap year that .NET does not know

    /// <summary>A time with an offset; a leap second only at the end of a day in UTC (RFC 3339 section 5.7).</summary>
    public static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':' || !TryRead(text[..2], out var hour)
            || !TryRead(text[3..5], out var minute) || !TryRead(text[6..8], out var second)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        text = text[8..];
        if (text[0] == '.')
        {
            var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
            {
                return false;
            }

            text = text[(digits + 1)..];
        }

        return TryReadOffset(text, out var offset)
            && (second < 60 || ((hour * 60) + minute - offset + (2 * 1440)) % 1440 == 1439);
    }

    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        text = text[1..];
        if (text[^1] == 'W')
        {
            return text.Length > 1 && text[..^1].IndexOfAnyExceptInRange('0', '9') < 0;
        }

        var time = text.IndexOf('T');
        var date = time < 0 ? text : text[..time];
        return AreParts(date, "YMD") && (time < 0 || (time + 1 < text.Length && AreParts(text[(time + 1)..], "HMS")));
    }

    /// <summary>Numbers with units, in order and without a gap (RFC 3339 Appendix A).</summary>
    private static bool AreParts(ReadOnlySpan<char> text, string units)
    {
        var last = -1;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            var unit = digits <= 0 ? -1 : units.IndexOf(text[digits], StringComparison.Ordinal);
            if (unit <= last || (last >= 0 && unit != last + 1))
            {
                return false;
            }

            last = unit;
            text = text[(digits + 1)..];
        }

        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !TryRead(text[1..3], out var hours) || !TryRead(text[4..], out var rest) || hours > 23 || rest > 59)
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
