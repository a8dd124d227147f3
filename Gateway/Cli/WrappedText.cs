using System.Text;

namespace Gateway.Cli;

/// <summary>Text in the columns of a terminal, with nothing of it cut: who copies an identifier gets it whole.</summary>
internal static class WrappedText
{
    public const int Columns = 80;

    /// <summary>
    /// The parts, with a space between, in as many lines as that takes. A part goes as a whole into the next line; one that is longer than
    /// a line goes on in the next.
    /// </summary>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="indent">What each further line begins with.</param>
    /// <param name="parts">Text of whoever; empty ones are left out.</param>
    public static IEnumerable<string> Lines(string first, string indent, params IEnumerable<string> parts)
    {
        var line = new StringBuilder(first);
        var between = "";
        foreach (var text in parts.Where(part => part.Length > 0))
        {
            var part = TerminalText.Of(text);
            if (line.Length > indent.Length && line.Length + between.Length + part.Length > Columns)
            {
                yield return line.ToString().TrimEnd();
                line.Clear().Append(indent);
                between = "";
            }

            line.Append(between);
            between = " ";
            for (var room = Columns - line.Length; part.Length > room; room = Columns - indent.Length)
            {
                yield return line.Append(part, 0, room).ToString();
                line.Clear().Append(indent);
                part = part[room..];
            }

            line.Append(part);
        }

        yield return line.ToString();
    }
}
