using System.Text.RegularExpressions;

namespace Gateway.JsonSchema.Patterns;

/// <summary>Identifiers and expressions.</summary>
internal static class TokenFormats
{
    /// <summary>A pattern in a payload that takes longer than this to be read through does not exist.</summary>
    private const int LongestPattern = 4096;

    /// <summary>RFC 4122 section 3: hyphens where they belong, and nothing around them.</summary>
    public static bool IsUuid(ReadOnlySpan<char> text) => text.Length == 36 && Guid.TryParseExact(text, "D", out _);

    /// <summary>A number of levels to go up, then a pointer or <c>#</c>.</summary>
    public static bool IsRelativePointer(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        return digits > 0 && (digits == 1 || text[0] != '0')
            && (text[digits..] is "#" || JsonPointerSet.IsPointer(text[digits..]));
    }

    /// <summary>
    /// A regular expression of ECMA-262. The only format that allocates: the pattern is read as a schema's own would
    /// be, but no automaton is built for a sender.
    /// </summary>
    public static bool IsRegex(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestPattern)
        {
            return false;
        }

        try
        {
            _ = new Regex(
                new EcmaTranslator(text.ToString()).Translate(),
                RegexOptions.CultureInvariant,
                TimeSpan.FromMilliseconds(1));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
