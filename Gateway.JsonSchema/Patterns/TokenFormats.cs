namespace Gateway.JsonSchema.Patterns;

/// <summary>Identifiers and expressions.</summary>
internal static class TokenFormats
{
    /// <summary>RFC 4122 section 3: hyphens where they belong, and nothing around them.</summary>
    public static bool IsUuid(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!(i is 8 or 13 or 18 or 23 ? text[i] == '-' : char.IsAsciiHexDigit(text[i])))
            {
                return false;
            }
        }

        return text.Length == 36;
    }

    /// <summary>A number of levels to go up, then a pointer or <c>#</c>.</summary>
    public static bool IsRelativePointer(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        return digits > 0 && (digits == 1 || text[0] != '0')
            && (text[digits..] is "#" || JsonPointerSet.IsPointer(text[digits..]));
    }

    /// <summary>A regular expression of ECMA-262 with the u flag, as its grammar has it.</summary>
    public static bool IsRegex(ReadOnlySpan<char> text) => new EcmaGrammar(text, isLoose: false).Read();
}
