using System.Globalization;
using Spectre.Console;

namespace Gateway.Cli.Demo;

/// <summary>The results as a person wants to read them.</summary>
internal static class DemoTable
{
    /// <param name="results">One for each case of the script, in its order.</param>
    public static Table Create(IReadOnlyList<DemoResult> results)
    {
        var row = 0;
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("", "What was sent", "Route", "Status", "Outcome", "Reached the\nbackend");
        foreach (var column in table.Columns)
        {
            column.Padding(left: 0, top: 0, right: 1, bottom: 0); // room for the words in 80 columns
        }

        foreach (var (index, chapter) in DemoScript.Chapters.Index())
        {
            if (index > 0)
            {
                table.AddEmptyRow();
            }

            table.AddRow("", $"[bold]{Markup.Escape(chapter.Title)}[/]");
            for (var i = 0; i < chapter.Cases.Count; i++)
            {
                AddRow(table, results[row++]);
            }
        }

        return table;
    }

    private static void AddRow(Table table, DemoResult result)
    {
        var demo = result.Case;
        var colour = result.Arrivals > 0 ? "green" : "yellow";
        table.AddRow(
            result.IsAsExpected ? "[green]✓[/]" : "[red]✗[/]",
            Markup.Escape(demo.What),
            Markup.Escape(demo.Route),
            Markup.Escape(Series(result.Statuses, demo.AtOnce)),
            $"[{colour}]{Markup.Escape(Series(result.Outcomes, demo.AtOnce))}[/]",
            Markup.Escape(Reached(result)));
        if (!result.IsAsExpected)
        {
            table.AddRow(
                "",
                "[red]expected[/]",
                "",
                $"[red]{Series(demo.ExpectedStatuses, demo.AtOnce)}[/]",
                $"[red]{Series(demo.Expected.Select(outcome => outcome.Code), demo.AtOnce)}[/]",
                $"[red]{Times(demo.ExpectedArrivals, demo.Expected.Count)}[/]");
        }
    }

    private static string Series<T>(IEnumerable<T> values, bool atOnce)
        where T : notnull
    {
        var parts = atOnce
            ? values.CountBy(value => value).OrderBy(pair => pair.Value).Select(pair => $"{pair.Value} × {pair.Key}")
            : values.Select(value => $"{value}");
        var text = string.Join(atOnce ? ",\n" : ",\nthen ", parts);
        return text.Length == 0 ? "nothing recorded" : text;
    }

    private static string Reached(DemoResult result) =>
        result.BytesAreSame
            ? Times(result.Arrivals, result.Case.Expected.Count)
            : $"{Times(result.Arrivals, result.Case.Expected.Count)}, with other bytes";

    private static string Times(int count, int sendings) => count switch
    {
        0 => "no",
        1 => sendings == 1 ? "yes" : "once",
        2 => "twice",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} times"),
    };
}
