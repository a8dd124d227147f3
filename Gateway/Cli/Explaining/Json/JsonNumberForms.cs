using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Cli.Explaining.Json;

/// <summary>How other programs write a number or a date: the value is the same, its digits are not.</summary>
internal static partial class JsonNumberForms
{
    /// <summary>Each form with its name; null from it where the text has no such form.</summary>
    public static readonly IReadOnlyList<(string Name, Func<string, string?> Write)> All =
    [
        ("with .0 behind a whole number", text => Whole().IsMatch(text) ? text + ".0" : null),
        ("with two decimals", text => Decimals(text, 2)),
        ("with .0 left out", text => text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : null),
        ("as JavaScript writes it", JavaScript),
        ("with one decimal", text => Decimals(text, 1)),
        ("as 1e3", text => Power(text, "e", "")),
        ("as 1E3", text => Power(text, "E", "")),
        ("as 1.0E3", text => Power(text, "E", ".0")),
        ("as 1e+3", text => Power(text, "e+", "")),
        ("as 1E+3", text => Power(text, "E+", "")),
        ("as 1.0e3", text => Power(text, "e", ".0")),
        ("as 1e+03", text => Power(text, "e+0", "")),
        ("as 1.0E+3", text => Power(text, "E+", ".0")),
        ("in powers of ten (1.5E3)", text => Scientific(text, "E")),
        ("in powers of ten (1.5e3)", text => Scientific(text, "e")),
        ("in powers of ten (1.5e+3)", text => Scientific(text, "e+")),
        ("with three decimals", text => Decimals(text, 3)),
        ("with four decimals", text => Decimals(text, 4)),
        ("with six decimals", text => Decimals(text, 6)),
        ("with eight decimals", text => Decimals(text, 8)),
        ("with five decimals", text => Decimals(text, 5)),
        ("with seven decimals", text => Decimals(text, 7)),
        ("in all its digits", Expanded),
        ("as a text in quotes", text => $"\"{text}\""),
        ("as -0", text => text is "0" ? "-0" : null),
        ("as -0.0", text => text is "0" or "-0" or "0.0" ? "-0.0" : null),
    ];

    /// <summary>The same of a text that is a date (RFC 3339); the quotes are not a part of it.</summary>
    public static readonly IReadOnlyList<(string Name, Func<string, string?> Write)> OfDates =
    [
        ("with .000", text => DateSecond().IsMatch(text) ? DateSecond().Replace(text, "${second}.000") : null),
        ("with +00:00 for Z", text => Date().IsMatch(text) && text.EndsWith('Z') ? text[..^1] + "+00:00" : null),
        ("with Z for +00:00", text => Date().IsMatch(text) && text.EndsWith("+00:00", StringComparison.Ordinal) ? text[..^6] + "Z" : null),
        ("with .000 left out", text => Date().IsMatch(text) && text.Contains(".000", StringComparison.Ordinal) ? text.Replace(".000", "", StringComparison.Ordinal) : null),
        ("with .000000", text => DateSecond().IsMatch(text) ? DateSecond().Replace(text, "${second}.000000") : null),
        ("with zeros behind its fraction, three digits in all", text => Fraction(text, 3)),
        ("with zeros behind its fraction, six digits in all", text => Fraction(text, 6)),
        ("with zeros behind its fraction, seven digits in all", text => Fraction(text, 7)),
        ("with .0000000", text => DateSecond().IsMatch(text) ? DateSecond().Replace(text, "${second}.0000000") : null),
        ("with +0000 for Z", text => Date().IsMatch(text) && text.EndsWith('Z') ? text[..^1] + "+0000" : null),
        ("without its zone", text => Date().IsMatch(text) && text.EndsWith('Z') ? text[..^1] : null),
        ("with Z behind it", text => DateWithoutZone().IsMatch(text) ? text + "Z" : null),
        ("with a blank for T", text => Date().IsMatch(text) ? text.Replace('T', ' ') : null),
    ];

    private static string? Decimals(string text, int digits)
    {
        if (!Plain().IsMatch(text))
        {
            return null;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var has = dot < 0 ? 0 : text.Length - dot - 1;
        return has >= digits ? null : text + (dot < 0 ? "." : "") + new string('0', digits - has);
    }

    private static string? JavaScript(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return null;
        }

        return Math.Abs(value) < 1e15 && value == Math.Floor(value)
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : Math.Abs(value) is >= 1e-5 and < 1e15 ? value.ToString("R", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A whole number by its zeros: 1000 is 1 and three of them.</summary>
    private static string? Power(string text, string sign, string decimals)
    {
        var digits = text.TrimEnd('0');
        return Whole().IsMatch(text) && digits.Length is > 0 && digits.Length < text.Length && digits != "-"
            ? string.Create(CultureInfo.InvariantCulture, $"{digits}{decimals}{sign}{text.Length - digits.Length}")
            : null;
    }

    /// <summary>One digit in front of the point, as Java writes a double of 10^7 and more or below 10^-3.</summary>
    private static string? Scientific(string text, string sign)
    {
        if (!Plain().IsMatch(text))
        {
            return null;
        }

        var minus = text[0] == '-' ? "-" : "";
        var parts = text[minus.Length..].Split('.');
        var all = string.Concat(parts).TrimStart('0');
        var exponent = parts[0].TrimStart('0').Length - 1;
        if (exponent < 0)
        {
            var fraction = parts.Length > 1 ? parts[1] : "";
            exponent = -(fraction.Length - fraction.TrimStart('0').Length + 1);
        }

        all = all.TrimEnd('0');
        return all.Length == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{minus}{all[0]}.{(all.Length > 1 ? all[1..] : "0")}{(exponent < 0 ? sign.TrimEnd('+') : sign)}{exponent}");
    }

    private static string? Expanded(string text) =>
        text.Contains('e', StringComparison.OrdinalIgnoreCase)
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Fraction(string text, int digits)
    {
        var match = DateFraction().Match(text);
        return match.Success && match.Groups["digits"].Length < digits
            ? text.Insert(match.Groups["digits"].Index + match.Groups["digits"].Length, new string('0', digits - match.Groups["digits"].Length))
            : null;
    }

    [GeneratedRegex(@"^-?\d+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?\d+(\.\d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateWithoutZone();

    [GeneratedRegex(@"^(?<second>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?=Z|[+-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateSecond();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(?<digits>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateFraction();
}
