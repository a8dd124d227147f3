using Gateway.Admin.Explanations;

namespace Gateway.Cli.Explaining;

/// <summary>Writes what was found out as plain text: names in one column, what is said of them in another.</summary>
internal sealed class ExplanationWriter(TextWriter output)
{
    private const int NameWidth = 15;

    public async Task WriteAsync(Explanation explanation)
    {
        foreach (var line in ExplanationText.Of(explanation))
        {
            await output.WriteLineAsync(Text(line));
        }
    }

    private static string Text(ExplanationLine line) => line.Name.Length == 0 ? line.Text : line.Name.PadRight(NameWidth) + line.Text;
}
