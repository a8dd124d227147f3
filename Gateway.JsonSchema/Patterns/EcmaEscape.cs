namespace Gateway.JsonSchema.Patterns;

/// <summary>Escapes of characters by number, as ECMA-262 reads them with the u flag (section 22.2.1).</summary>
internal static class EcmaEscape
{
    private const int Last = 0x10FFFF;

    /// <summary>What follows <c>\u</c>: four digits, eight for a pair of surrogates, or any number in braces.</summary>
    /// <param name="pattern">The whole pattern.</param>
    /// <param name="at">Where the digits or the brace stand; then what is behind them.</param>
    /// <param name="codePoint">The character.</param>
    public static bool TryReadUnicode(ReadOnlySpan<char> pattern, ref int at, out int codePoint)
    {
        if (at < pattern.Length && pattern[at] == '{')
        {
            return TryReadBraces(pattern, ref at, out codePoint);
        }

        if (!TryReadHex(pattern, ref at, 4, out codePoint))
        {
            return false;
        }

        if (char.IsHighSurrogate((char)codePoint)
            && pattern[at..].StartsWith(@"\u", StringComparison.Ordinal))
        {
            var low = at + 2;
            if (TryReadHex(pattern, ref low, 4, out var second) && char.IsLowSurrogate((char)second))
            {
                codePoint = char.ConvertToUtf32((char)codePoint, (char)second);
                at = low;
            }
        }

        return true;
    }

    public static bool TryReadHex(ReadOnlySpan<char> pattern, ref int at, int digits, out int value)
    {
        value = 0;
        if (pattern.Length - at < digits)
        {
            return false;
        }

        foreach (var digit in pattern.Slice(at, digits))
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }

            value = (value * 16) + ValueOf(digit);
        }

        at += digits;
        return true;
    }

    private static bool TryReadBraces(ReadOnlySpan<char> pattern, ref int at, out int codePoint)
    {
        codePoint = 0;
        var start = ++at;
        while (at < pattern.Length && char.IsAsciiHexDigit(pattern[at]) && codePoint <= Last)
        {
            codePoint = (codePoint * 16) + ValueOf(pattern[at++]);
        }

        return at > start && codePoint <= Last && at < pattern.Length && pattern[at++] == '}';
    }

    private static int ValueOf(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
