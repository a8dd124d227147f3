using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Observability;

/// <summary>
/// Text of a sender's as it may stand in a log line. Not what would end the line, drive the terminal that shows it, or turn the order
/// of what stands behind it (CWE-117, CVE-2021-42574): that is written as <c>\u202E</c>, and a backslash as two.
/// </summary>
internal static class LogText
{
    /// <summary>Of most ids and types nothing more has to be looked at.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static string? Of(string? text) => text.AsSpan().ContainsAnyExcept(Plain) ? Escape(text!) : text;

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                Append(escaped, text.AsSpan(i, 2));
                i++;
            }
            else
            {
                Append(escaped, text.AsSpan(i, 1));
            }
        }

        return escaped.ToString();
    }

    /// <summary>One character.</summary>
    private static void Append(StringBuilder escaped, ReadOnlySpan<char> one)
    {
        if (one is "\\")
        {
            escaped.Append(@"\\");
            return;
        }

        if (IsVisible(one))
        {
            escaped.Append(one);
            return;
        }

        foreach (var unit in one)
        {
            escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        }
    }

    /// <summary>Whether it is nothing but a sign: no control (C0, C1), no format character (bidi among them), no separator of lines, no half.</summary>
    private static bool IsVisible(ReadOnlySpan<char> one) =>
        Rune.TryGetRuneAt(one.ToString(), 0, out var rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
