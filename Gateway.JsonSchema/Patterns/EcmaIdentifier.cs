using System.Globalization;
using System.Text;

namespace Gateway.JsonSchema.Patterns;

/// <summary>The names of groups (ECMA-262 section 22.2.1, RegExpIdentifierName).</summary>
internal static class EcmaIdentifier
{
    /// <summary>A name up to <c>&gt;</c>, with its escapes undone.</summary>
    /// <param name="pattern">The whole pattern.</param>
    /// <param name="at">Where the name starts; then what is behind the bracket.</param>
    /// <param name="name">The name.</param>
    public static bool TryRead(ReadOnlySpan<char> pattern, ref int at, out string name)
    {
        var result = new StringBuilder();
        name = "";
        while (at < pattern.Length && pattern[at] != '>')
        {
            if (!TryReadCharacter(pattern, ref at, out var codePoint)
                || !(result.Length == 0 ? IsStart(codePoint) : IsPart(codePoint)))
            {
                return false;
            }

            result.Append(char.ConvertFromUtf32(codePoint));
        }

        if (at++ >= pattern.Length)
        {
            return false;
        }

        name = result.ToString();
        return name.Length > 0;
    }

    private static bool TryReadCharacter(ReadOnlySpan<char> pattern, ref int at, out int codePoint)
    {
        if (pattern[at] == '\\')
        {
            at += 2;
            codePoint = 0;
            return at <= pattern.Length && pattern[at - 1] == 'u'
                && EcmaEscape.TryReadUnicode(pattern, ref at, out codePoint);
        }

        _ = Rune.DecodeFromUtf16(pattern[at..], out var rune, out var length);
        at += length;
        codePoint = rune.Value;
        return true;
    }

    /// <summary>ID_Start (Unicode Standard Annex 31), and two characters more.</summary>
    private static bool IsStart(int codePoint) => codePoint is '$' or '_' || IsIdStart(codePoint);

    private static bool IsIdStart(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => codePoint != 0x2E2F,
        _ => codePoint is 0x1885 or 0x1886 or 0x2118 or 0x212E or 0x309B or 0x309C,
    };

    /// <summary>ID_Continue, and the dollar sign and the joiners.</summary>
    private static bool IsPart(int codePoint) =>
        IsStart(codePoint)
        || codePoint is 0x200C or 0x200D or 0xB7 or 0x387 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x30FB or 0xFF65
        || CharUnicodeInfo.GetUnicodeCategory(codePoint)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
}
