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

    private static bool IsShown(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
