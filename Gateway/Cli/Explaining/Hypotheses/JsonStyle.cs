namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>How a program writes JSON.</summary>
/// <param name="Indent">What a level is indented by; null for one line.</param>
/// <param name="AfterComma">What stands behind a comma in one line.</param>
/// <param name="AfterColon">What stands behind a colon.</param>
/// <param name="Strings">How texts are written.</param>
/// <param name="IsSorted">Whether the names of an object are in order.</param>
internal sealed record JsonStyle(string? Indent, string AfterComma, string AfterColon, JsonStringStyle Strings, bool IsSorted)
{
    private static readonly (JsonStyle Layout, string Name)[] Layouts =
    [
        (new(null, "", "", JsonStringStyle.AsReceived, false), "without any white space, as JSON.stringify writes it"),
        (new(null, " ", " ", JsonStringStyle.AsReceived, false), "with ', ' and ': ', as Python's json.dumps writes it"),
        (new("  ", "", " ", JsonStringStyle.AsReceived, false), "indented by 2 blanks"),
        (new("    ", "", " ", JsonStringStyle.AsReceived, false), "indented by 4 blanks"),
        (new("\t", "", " ", JsonStringStyle.AsReceived, false), "indented by tabs"),
        (new(null, "", " ", JsonStringStyle.AsReceived, false), "with ': ' and ','"),
    ];

    private static readonly (JsonStringStyle Strings, string Name)[] Texts =
    [
        (JsonStringStyle.AsReceived, ""),
        (JsonStringStyle.Plain, "characters not escaped"),
        (JsonStringStyle.Ascii, "other than ASCII escaped (\\u00e9), as Python writes it"),
        (JsonStringStyle.Slashes, "slashes escaped (\\/)"),
        (JsonStringStyle.AsciiAndSlashes, "slashes (\\/) and all but ASCII (\\u00e9) escaped, as PHP writes it"),
        (JsonStringStyle.AsciiUpper, "other than ASCII escaped (\\u00E9)"),
        (JsonStringStyle.Html, "<, > and & escaped (\\u003c), as Go writes it"),
        (JsonStringStyle.HtmlAndAscii, "all that HTML could read and all but ASCII escaped (\\u003C), as .NET writes it"),
    ];

    /// <summary>Every style with its name, those first that differ in one thing.</summary>
    public static IEnumerable<(JsonStyle Style, string Name)> All()
    {
        foreach (var (sorted, order) in ((bool, string)[])[(false, ""), (true, "its names in order")])
        {
            foreach (var (strings, escaping) in Texts)
            {
                foreach (var (layout, name) in Layouts)
                {
                    string[] parts = [name, escaping, order];
                    yield return (layout with { Strings = strings, IsSorted = sorted }, string.Join(", ", parts.Where(part => part.Length > 0)));
                }
            }
        }
    }
}
