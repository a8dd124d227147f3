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
    private const string Signs = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    /// <summary>In characters: what of a path stands in the log.</summary>
    public const int LongestPath = 200;

    /// <summary>In characters: what of a method does.</summary>
    public const int LongestMethod = 16;

    /// <summary>Of most ids and types nothing more has to be looked at.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(" " + Signs);

    private static readonly SearchValues<char> PlainField = SearchValues.Create(Signs);

    /// <summary>A text at the end of a line, or of a place of its own.</summary>
    public static string? Of(string? text) => text.AsSpan().ContainsAnyExcept(Plain) ? Escape(text!, isField: false) : text;

    /// <summary>
    /// A text among others of a line: a space in it is written as <c>\u0020</c>, or what stands behind it would look like the line's next field.
    /// </summary>
    public static string? Field(string? text) => text.AsSpan().ContainsAnyExcept(PlainField) ? Escape(text!, isField: true) : text;

    /// <summary>The beginning of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">In characters.</param>
    public static string Field(string text, int most) => Field(text.Length > most ? text[..most] : text)!;

    private static string Escape(string text, bool isField)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                Append(escaped, text.AsSpan(i, 2), isField);
                i++;
            }
            else
            {
                Append(escaped, text.AsSpan(i, 1), isField);
            }
        }

        return escaped.ToString();
    }

    /// <summary>One character.</summary>
    private static void Append(StringBuilder escaped, ReadOnlySpan<char> one, bool isField)
    {
        if (one is "\\")
        {
            escaped.Append(@"\\");
            return;
        }

        if (IsVisible(one, isField))
        {
            escaped.Append(one);
            return;
        }

        foreach (var unit in one)
        {
            escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        }
    }

    /// <summary>Whether it is nothing but a sign: no control (C0, C1), no format character (bidi among them), no separator of lines or fields, no half.</summary>
    private static bool IsVisible(ReadOnlySpan<char> one, bool isField) =>
        Rune.TryGetRuneAt(one.ToString(), 0, out var rune)
        && !(isField && Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
