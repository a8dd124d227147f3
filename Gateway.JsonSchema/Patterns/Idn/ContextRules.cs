using System.Globalization;

namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>What may stand in a label, and what only beside certain others (RFC 5892).</summary>
internal static class ContextRules
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private static readonly CodePointTable Disallowed = new(IdnData.Disallowed);
    private static readonly CodePointTable Admitted = new(IdnData.Admitted);
    private static readonly CodePointTable Greek = new(IdnData.Greek);
    private static readonly CodePointTable Hebrew = new(IdnData.Hebrew);
    private static readonly CodePointTable Japanese = new(IdnData.Japanese);
    private static readonly CodePointTable JoinsBoth = new(IdnData.JoinsBoth);
    private static readonly CodePointTable JoinsLeft = new(IdnData.JoinsLeft);
    private static readonly CodePointTable JoinsRight = new(IdnData.JoinsRight);

    /// <summary>Whether a character of a label may stand where it does: PVALID, or by a rule of appendix A.</summary>
    public static bool Allows(ReadOnlySpan<int> label, int at)
    {
        var previous = at > 0 ? label[at - 1] : 0;
        var next = at + 1 < label.Length ? label[at + 1] : 0;
        return label[at] switch
        {
            ZeroWidthNonJoiner => Normalization.IsVirama(previous) || IsBetweenJoining(label, at),
            0x200D => Normalization.IsVirama(previous),
            0xB7 => previous == 'l' && next == 'l', // middle dot, as Catalan has it
            0x375 => Greek.Contains(next),
            0x5F3 or 0x5F4 => Hebrew.Contains(previous),
            0x30FB => HoldsJapanese(label),
            >= 0x660 and <= 0x669 => !label.ContainsAnyInRange(0x6F0, 0x6F9),
            >= 0x6F0 and <= 0x6F9 => !label.ContainsAnyInRange(0x660, 0x669),
            var codePoint => IsValid(codePoint),
        };
    }

    /// <summary>PVALID, section 3.</summary>
    private static bool IsValid(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber => !Disallowed.Contains(codePoint),
        _ => Admitted.Contains(codePoint),
    };

    private static bool HoldsJapanese(ReadOnlySpan<int> label)
    {
        foreach (var codePoint in label)
        {
            if (Japanese.Contains(codePoint))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Appendix A.1: between letters that would join, over marks that do not matter for it.</summary>
    private static bool IsBetweenJoining(ReadOnlySpan<int> label, int at)
    {
        var before = at - 1;
        while (before >= 0 && IsTransparent(label[before]))
        {
            before--;
        }

        var after = at + 1;
        while (after < label.Length && IsTransparent(label[after]))
        {
            after++;
        }

        return before >= 0 && (JoinsBoth.Contains(label[before]) || JoinsLeft.Contains(label[before]))
            && after < label.Length && (JoinsBoth.Contains(label[after]) || JoinsRight.Contains(label[after]));
    }

    private static bool IsTransparent(int codePoint) =>
        codePoint == 0x1E94B
        || CharUnicodeInfo.GetUnicodeCategory(codePoint) == UnicodeCategory.NonSpacingMark;
}
