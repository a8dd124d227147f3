using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>The tables of docs/configuration.md, by section and key.</summary>
internal sealed class ReferencePage
{
    private readonly Dictionary<(string Section, string Key), ReferenceRow> _rows = [];

    private ReferencePage()
    {
    }

    public ReferenceRow this[string section, string key] => _rows[(section, key)];

    public static ReferencePage Read()
    {
        var page = new ReferencePage();
        var section = "";
        foreach (var line in File.ReadLines(Repository.PathOf("docs", "configuration.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..].Trim('`');
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal) && line.TrimEnd('|', ' ')[2..].Split(" | ") is [var key, var form, .. var rest])
            {
                // An empty cell leaves no blank between its bars.
                var cells = rest.Length == 2 ? rest : ["", rest[0].TrimStart('|', ' ')];
                page._rows[(section, key.Trim('`'))] = new ReferenceRow(form.Trim(' ', '|'), cells[0].Trim(), cells[1].Trim());
            }
        }

        return page;
    }
}
