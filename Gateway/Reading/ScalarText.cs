using System.Globalization;
using System.Text.Json;

namespace Gateway.Reading;

/// <summary>How one text, number, truth value, duration, instant or name is written.</summary>
internal static class ScalarText
{
    private const NumberStyles NumberForm = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly string[] InstantForms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public static bool Is(Type type) =>
        type == typeof(string) || IsNumberOrTruth(type) || type.IsEnum || type == typeof(TimeSpan) || type == typeof(DateTimeOffset);

    /// <summary>The value; null if the text is none of the type.</summary>
    public static object? Parse(string text, Type type)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(int))
        {
            return ParseWhole(text) is >= int.MinValue and <= int.MaxValue and var n ? (int)n : null;
        }

        if (type == typeof(long))
        {
            return ParseWhole(text);
        }

        if (type == typeof(decimal))
        {
            return decimal.TryParse(text, NumberForm, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? flag : null;
        }

        if (type == typeof(DateTimeOffset))
        {
            // The exact form only: read freely, 02/01/2026 is the 1st of February and 10:00 is today.
            return DateTimeOffset.TryParseExact(
                text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
        }

        if (type == typeof(TimeSpan))
        {
            return DurationText.Parse(text);
        }

        // Numbers would pass Enum.TryParse; only names are configuration.
        return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse(type, text, ignoreCase: true)
            : null;
    }

    public static string FormOf(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(decimal) => "a number of at most 28 digits",
        _ when type == typeof(TimeSpan) => DurationText.Form,
        _ when type == typeof(DateTimeOffset) => "an instant such as \"2026-12-01T00:00:00Z\"",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => "a whole number",
    };

    /// <summary>What was probably meant, to end a message with.</summary>
    public static string Suggest(string text, Type type) => type switch
    {
        _ when type.IsEnum => NearestName.Suggest(text, Enum.GetNames(type)),
        _ when type == typeof(TimeSpan) => DurationText.Suggest(text),
        _ => "",
    };

    /// <summary>
    /// What is wrong with the kind of a value that could be read for its text: <c>"5"</c> for 5, and 5 or true for a text, which
    /// configuration would make "5" and "True" of. The value is not repeated: it may be a secret at the wrong place.
    /// </summary>
    public static string? WrongKind(JsonValueKind kind, Type type) => kind switch
    {
        JsonValueKind.String when IsNumberOrTruth(type) => $"found a text where {FormOf(type)} is expected; write it without quotes.",
        JsonValueKind.Number when type == typeof(string) => "found a number where a text is expected; put it in quotes.",
        JsonValueKind.True or JsonValueKind.False when type == typeof(string) =>
            "found true or false where a text is expected; put it in quotes.",
        _ => null,
    };

    private static bool IsNumberOrTruth(Type type) => type.IsPrimitive || type == typeof(decimal);

    /// <summary>1.0 and 1e3 are whole numbers, as in JSON Schema.</summary>
    private static long? ParseWhole(string text) =>
        decimal.TryParse(text, NumberForm, CultureInfo.InvariantCulture, out var n)
            && n == decimal.Truncate(n) && n is >= long.MinValue and <= long.MaxValue
            ? (long)n
            : null;
}
