using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.JsonSchema.Patterns.Idn;

/// <summary>One label of an internationalized name (RFC 5890 section 2.3, RFC 5891 sections 4 and 5).</summary>
internal static class IdnLabel
{
    /// <summary>The longest label, in the form that DNS carries.</summary>
    public const int Longest = 63;

    private const string Prefix = "xn--";

    /// <summary>Checks a label and gives what it means.</summary>
    /// <param name="label">In either form.</param>
    /// <param name="isComposed">Characters have to be composed where they can be (Normalization Form C).</param>
    /// <param name="codePoints">Gets its characters, those of ASCII in lower case; room for the longest.</param>
    /// <param name="count">How many characters there are.</param>
    /// <param name="length">The length in the form that DNS carries.</param>
    public static bool TryRead(ReadOnlySpan<char> label, bool isComposed, Span<int> codePoints, out int count, out int length)
    {
        length = label.Length;
        if (!TryReadCharacters(label, codePoints, out count))
        {
            return false;
        }

        var characters = codePoints[..count];
        if (!Ascii.IsValid(label))
        {
            Span<char> encoded = stackalloc char[Longest - Prefix.Length];
            length = Punycode.Encode(characters, encoded) + Prefix.Length;
            return IsInternational(characters, isComposed) && length > Prefix.Length;
        }

        // Names of letters, digits and hyphens as ever, in any case.
        if (characters[0] == '-' || characters[^1] == '-' || !AreOrdinary(characters))
        {
            return false;
        }

        return !HasReservedHyphens(characters) || TryReadEncoded(label, codePoints, out count);
    }

    private static bool TryReadCharacters(ReadOnlySpan<char> label, Span<int> codePoints, out int count)
    {
        count = 0;
        var isAscii = Ascii.IsValid(label);
        while (!label.IsEmpty)
        {
            if (count == Longest || Rune.DecodeFromUtf16(label, out var rune, out var units) != OperationStatus.Done)
            {
                return false;
            }

            codePoints[count++] = isAscii ? char.ToLowerInvariant((char)rune.Value) : rune.Value;
            label = label[units..];
        }

        return count > 0;
    }

    /// <summary>An A-label: it says what it says in the one way that there is.</summary>
    private static bool TryReadEncoded(ReadOnlySpan<char> label, Span<int> codePoints, out int count)
    {
        count = 0;
        if (!label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Span<char> lower = stackalloc char[Longest];
        lower = lower[..label[Prefix.Length..].ToLowerInvariant(lower)];
        if (!Punycode.TryDecode(lower, codePoints, out count) || count == 0)
        {
            return false;
        }

        var characters = codePoints[..count];
        Span<char> again = stackalloc char[Longest];
        var length = Punycode.Encode(characters, again);
        return length >= 0 && lower.SequenceEqual(again[..length])
            && characters.ContainsAnyExceptInRange(0, 0x7F)
            && IsInternational(characters, isComposed: true);
    }

    /// <summary>A U-label, but for its length and the Bidi rule.</summary>
    private static bool IsInternational(ReadOnlySpan<int> characters, bool isComposed)
    {
        if (characters[0] == '-' || characters[^1] == '-' || HasReservedHyphens(characters)
            || CharUnicodeInfo.GetUnicodeCategory(characters[0])
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
        {
            return false;
        }

        for (var i = 0; i < characters.Length; i++)
        {
            if (!ContextRules.Allows(characters, i))
            {
                return false;
            }
        }

        return !isComposed || Normalization.IsComposed(characters);
    }

    private static bool AreOrdinary(ReadOnlySpan<int> characters)
    {
        foreach (var character in characters)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character != '-')
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasReservedHyphens(ReadOnlySpan<int> characters) =>
        characters.Length > 3 && characters[2] == '-' && characters[3] == '-';
}
