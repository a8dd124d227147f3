using System.Globalization;

namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>The Bidi rule for labels (RFC 5893 section 2).</summary>
internal static class BidiRule
{
    private enum Direction
    {
        LeftToRight,
        RightToLeft,
        ArabicNumber,
        EuropeanNumber,
        Mark,
        Neutral,
    }

    /// <summary>Whether a label makes its name one that the rule is for.</summary>
    public static bool IsRightToLeft(ReadOnlySpan<int> label)
    {
        foreach (var codePoint in label)
        {
            if (DirectionOf(codePoint) is Direction.RightToLeft or Direction.ArabicNumber)
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsObeyed(ReadOnlySpan<int> label)
    {
        var first = DirectionOf(label[0]);
        if (first is not (Direction.LeftToRight or Direction.RightToLeft))
        {
            return false;
        }

        var last = first;
        var hasArabic = false;
        var hasEuropean = false;
        foreach (var codePoint in label)
        {
            var direction = DirectionOf(codePoint);
            hasArabic |= direction == Direction.ArabicNumber;
            hasEuropean |= direction == Direction.EuropeanNumber;
            var isForeign = first == Direction.LeftToRight
                ? direction is Direction.RightToLeft or Direction.ArabicNumber
                : direction is Direction.LeftToRight;
            if (isForeign)
            {
                return false;
            }

            last = direction == Direction.Mark ? last : direction;
        }

        return first == Direction.LeftToRight
            ? last is Direction.LeftToRight or Direction.EuropeanNumber
            : last is not Direction.Neutral && !(hasArabic && hasEuropean);
    }

    /// <summary>
    /// Bidi_Class of what a label may hold. Its blocks from right to left hold nothing else than their letters, marks
    /// and digits.
    /// </summary>
    private static Direction DirectionOf(int codePoint) => codePoint switch
    {
        >= '0' and <= '9' or (>= 0x6F0 and <= 0x6F9) => Direction.EuropeanNumber,
        >= 0x660 and <= 0x669 or (>= 0x10D30 and <= 0x10D39) => Direction.ArabicNumber,
        '-' or 0xB7 or 0x2B9 or 0x2BA or (>= 0x2C6 and <= 0x2CF) or 0x2EC or 0x375 or 0x200C or 0x200D or 0x30FB
            or 0xA67F or (>= 0xA717 and <= 0xA71F) or 0xA788 => Direction.Neutral,
        _ when CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.NonSpacingMark => Direction.Mark,
        >= 0x590 and <= 0x8FF or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) => Direction.RightToLeft,
        _ => Direction.LeftToRight,
    };
}
