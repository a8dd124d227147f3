using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Reading;

/// <summary>
/// The one way in which durations are written: <c>hh:mm:ss</c> with days in front and a fraction behind, ISO 8601 from weeks to seconds
/// (<c>PT5M</c>), or a whole number with its unit (<c>5m</c>). Whatever could be read in two ways is none.
/// </summary>
internal static partial class DurationText
{
    public const string Form = "a duration such as \"00:05:00\" (hours:minutes:seconds), \"7.00:00:00\" (7 days), \"5m\" or \"PT5M\"";

    /// <summary>The same for the editors' schema.</summary>
    public const string Pattern =
        "^(([0-9]{1,7}\\.)?([01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9](\\.[0-9]{1,7})?|[0-9]{1,9}(ms|s|m|h|d)"
        + "|P(?=[0-9]|T[0-9])([0-9]{1,5}W)?([0-9]{1,6}D)?(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,7})?S)?)?)$";

    private static readonly Dictionary<string, TimeSpan> Units = new(StringComparer.Ordinal)
    {
        ["ms"] = TimeSpan.FromMilliseconds(1),
        ["s"] = TimeSpan.FromSeconds(1),
        ["m"] = TimeSpan.FromMinutes(1),
        ["h"] = TimeSpan.FromHours(1),
        ["d"] = TimeSpan.FromDays(1),
    };

    /// <summary>The duration; null if the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (!Whole().IsMatch(text) || text[^1] == '\n') // before which $ matches, too
        {
            return null;
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var clock) ? clock : null;
        }

        return text[0] == 'P' ? ParseIso(text) : ParseUnit(text);
    }

    /// <summary>As it is written in messages: hours, minutes and seconds, and no more of a fraction than there is.</summary>
    public static string Of(TimeSpan duration)
    {
        var text = duration.ToString("c", CultureInfo.InvariantCulture);
        return duration.Ticks % TimeSpan.TicksPerSecond == 0 ? text : text.TrimEnd('0');
    }

    /// <summary>What was probably meant, to end a message with; nothing where that cannot be told.</summary>
    public static string Suggest(string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        if (TwoParts().Match(text) is { Success: true } two)
        {
            var (first, second) = (Number(two, "first"), Number(two, "second"));
            return $" Two parts could be either: write \"{Clock(first * 3600 + second * 60)}\" for hours and minutes, "
                + $"\"{Clock(first * 60 + second)}\" for minutes and seconds.";
        }

        if (OneNumber().IsMatch(text))
        {
            return $" A number alone has no unit: write \"{text}s\" for seconds, \"{text}ms\" for milliseconds.";
        }

        if (ManyHours().Match(text) is { Success: true } many)
        {
            return $" Hours go to 23: write \"{Clock(Number(many, "hours") * 3600 + Number(many, "minutes") * 60 + Number(many, "seconds"))}\".";
        }

        if (OtherUnit().Match(text) is { Success: true } other)
        {
            var unit = other.Groups["unit"].Value.ToLowerInvariant();
            unit = unit.StartsWith("mil", StringComparison.Ordinal) || unit.StartsWith("ms", StringComparison.Ordinal) ? "ms" : unit[..1];
            return unit == "w"
                ? $" Did you mean \"P{other.Groups["number"].Value}W\"?"
                : $" Did you mean \"{other.Groups["number"].Value}{unit}\"?";
        }

        if (Mixed().IsMatch(text))
        {
            return $" Did you mean \"PT{text.ToUpperInvariant()}\"?";
        }

        if (Calendar().IsMatch(text))
        {
            return " Years and months have no fixed length: write days, such as \"P30D\".";
        }

        return Parse(text.ToUpperInvariant()) is not null ? $" Did you mean \"{text.ToUpperInvariant()}\"?" : "";
    }

    private static TimeSpan? ParseUnit(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var (unit, count) = (Units[text[digits..]], long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture));
        return count > TimeSpan.MaxValue.Ticks / unit.Ticks ? null : new TimeSpan(unit.Ticks * count);
    }

    private static TimeSpan ParseIso(string text)
    {
        var parts = Iso().Match(text);
        var seconds = Number(parts, "weeks") * 7 * 86400 + Number(parts, "days") * 86400 + Number(parts, "hours") * 3600
            + Number(parts, "minutes") * 60 + Number(parts, "seconds");
        return new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond)); // As many digits as there may be are 30,000 years at most.
    }

    private static decimal Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } ? decimal.Parse(digits, CultureInfo.InvariantCulture) : 0;

    private static string Clock(decimal seconds) => TimeSpan.FromSeconds((long)seconds).ToString("c", CultureInfo.InvariantCulture);

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(
        @"^P((?<weeks>[0-9]+)W)?((?<days>[0-9]+)D)?(T((?<hours>[0-9]+)H)?((?<minutes>[0-9]+)M)?((?<seconds>[0-9.]+)S)?)?$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<first>[0-9]{1,6}):(?<second>[0-9]{1,6})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TwoParts();

    [GeneratedRegex(@"^[0-9]{1,9}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneNumber();

    [GeneratedRegex(
        @"^(?<hours>[0-9]{2,6}):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9])$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ManyHours();

    [GeneratedRegex("^([0-9]+h)?([0-9]+m)?([0-9]+s)?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mixed();

    [GeneratedRegex("^P[0-9]+[YM]", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Calendar();

    [GeneratedRegex(
        @"^(?<number>[0-9]{1,9})\s*(?<unit>ms|msecs?|milliseconds?|secs?|seconds?|s|mins?|minutes?|m|hrs?|hours?|h|days?|d|weeks?|w)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherUnit();
}
