namespace Gateway.JsonSchema.Patterns.Matching;

/// <summary>
/// Reads characters of UTF-8 in both directions. Half a surrogate pair in three bytes, where the route lets it through, is a character of
/// its own; any other byte that does not belong is taken for U+FFFD.
/// </summary>
internal static class Utf8Text
{
    private const int Replacement = 0xFFFD;

    /// <summary>The character at a place, and the place behind it.</summary>
    public static int Read(ReadOnlySpan<byte> text, ref int at)
    {
        int first = text[at];
        if (first < 0x80)
        {
            at++;
            return first;
        }

        var length = first switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            _ => 1,
        };
        if (length == 1 || text.Length - at < length)
        {
            at++;
            return Replacement;
        }

        var codePoint = first & (0xFF >> (length + 1));
        for (var i = 1; i < length; i++)
        {
            codePoint = (codePoint << 6) | (text[at + i] & 0x3F);
        }

        at += length;
        return codePoint;
    }

    /// <summary>The character in front of a place, and where it begins.</summary>
    public static int ReadBack(ReadOnlySpan<byte> text, ref int at)
    {
        at = Before(text, at);
        var start = at;
        return Read(text, ref start);
    }

    /// <summary>Where the character in front of a place begins.</summary>
    public static int Before(ReadOnlySpan<byte> text, int at)
    {
        at--;
        for (var most = 3; most > 0 && at > 0 && (text[at] & 0xC0) == 0x80; most--)
        {
            at--;
        }

        return at;
    }

    /// <summary>Whether a letter, digit or underscore of ASCII stands there (ECMA-262 section 22.2.2.9.3).</summary>
    public static bool IsWordAt(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length && IsWord(text[at]);

    private static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter) || letter == '_';
}
