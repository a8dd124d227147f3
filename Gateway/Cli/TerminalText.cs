using System.Globalization;

namespace Gateway.Cli;

/// <summary>Text of others, made fit for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>What would move the cursor, break the line or turn the direction is shown as a question mark.</summary>
    public static string Of(string text) =>
        string.Create(text.Length, text, static (shown, text) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = IsShown(text[i]) ? text[i] : '?';
            }
        });

    /// <summary>The same, no longer than the column.</summary>
    public static string Of(string text, int width) =>
        Of(text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "\u2026"));

    private static bool IsShown(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
