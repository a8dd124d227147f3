using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Comparison;

/// <summary><c>performance.md</c> with its charts.</summary>
internal sealed class ComparisonPage(ComparisonResults results, ComparisonOptions options)
{
    public const string File = "performance.md";

    /// <summary>Beside the page.</summary>
    private const string Charts = "performance";

    /// <summary>What stands behind this line was written by hand, and stays.</summary>
    private const string Kept = "<!-- Below this line the page is written by hand. -->";

    private readonly StringBuilder _page = new();

    public async Task WriteAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(options.Output, Charts));
        var path = Path.Combine(options.Output, File);
        var kept = System.IO.File.Exists(path) ? await System.IO.File.ReadAllTextAsync(path, cancellation) : "";
        Head();
        foreach (var scenario in options.Scenarios)
        {
            await TableAsync(scenario, cancellation);
            if (scenario == Scenario.Main)
            {
                StageTable();
            }
        }

        _page.Append(Kept).Append('\n');
        var at = kept.IndexOf(Kept, StringComparison.Ordinal);
        _page.Append(at < 0 ? "" : kept[(at + Kept.Length + 1)..]);
        await System.IO.File.WriteAllTextAsync(path, _page.ToString(), cancellation);
    }

    private void Head()
    {
        _page.Append("# Performance\n\n")
            .Append("What a verified webhook costs, beside plain YARP, nginx and Express. Written by `./bench.sh`, which installs what it needs and measures all of it\n")
            .Append("anew; [what the tool does](benchmarks.md#the-comparison).\n\n");
        if (options.IsTrial)
        {
            _page.Append("**These figures are of a trial (`./bench.sh --short`): one short round, cold code, other programs at work. They prove that the tool runs, and nothing else.**\n\n");
        }

        _page.Append(Machine.Describe())
            .Append(Text($"\n{options.Rounds} rounds in random order, {options.Duration.TotalSeconds:0.#} s each. Medians; ratios are to plain YARP in the same round, "))
            .Append("with the lowest and the highest round.\n")
            .Append(Text($"Other programs had {results.Disturbed:P1} of the machine in the worst sample that is kept; "))
            .Append(Text($"{results.LeftOut} samples were left out, since they had more than {ComparisonMeter.MostForeignShare:P0} each time. {results.Errors} wrong answers.\n\n"))
            .Append("Every webhook is unique, signed and counted at the backend. The gateway has every stage on, and logs at `Warning`, which is a line for each refusal, but where it says \"log\".\n")
            .Append("CPU is that of the process with its children, without Redis, which has a column of its own.\n\n");
    }

    private async Task TableAsync(Scenario scenario, CancellationToken cancellation)
    {
        var rows = results.Contenders.Where(each => !each.IsStage && results.Has(scenario, each)).ToList();
        _page.Append(Text($"## {scenario.Title}\n\n"))
            .Append("| | CPU, us | x plain YARP | Redis, us | a second | x plain YARP | p50, ms | p99, ms | p99.9, ms | switches | memory, MB |\n")
            .Append("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n");
        foreach (var row in rows)
        {
            _page.Append(Text($"| {row.Name} | {Of(sample => sample.CpuMicroseconds):0.0} | {Ratio(scenario, row, sample => sample.CpuMicroseconds)} "))
                .Append(Text($"| {Of(sample => sample.StoreMicroseconds):0.0} "))
                .Append(Text($"| {Of(sample => sample.PerSecond):#,0} | {Ratio(scenario, row, sample => sample.PerSecond)} "))
                .Append(Text($"| {Of(sample => sample.Median):0.00} | {Of(sample => sample.Percentile99):0.00} | {Of(sample => sample.Percentile999):0.00} "))
                .Append(Text($"| {Of(sample => sample.Switches):0.0} | {Of(sample => sample.Resident):0} |\n"));

            double Of(Func<ComparisonSample, double> figure) => results.Median(scenario, row, figure);
        }

        _page.Append('\n');
        await ChartAsync(scenario, "CPU a webhook, us", sample => sample.CpuMicroseconds, "cpu", rows, cancellation);
        await ChartAsync(scenario, "p99, ms", sample => sample.Percentile99, "p99", rows, cancellation);
    }

    private void StageTable()
    {
        var rows = results.Contenders.Where(each => each.IsStage && results.Has(Scenario.Main, each)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        _page.Append("### Stage by stage\n\nThe gateway with Memory, each row with one stage more than the row above.\n\n| | CPU, us | x plain YARP |\n| --- | --: | --: |\n");
        foreach (var row in rows)
        {
            _page.Append(Text($"| {row.Name} | {results.Median(Scenario.Main, row, sample => sample.CpuMicroseconds):0.0} "))
                .Append(Text($"| {Ratio(Scenario.Main, row, sample => sample.CpuMicroseconds)} |\n"));
        }

        _page.Append('\n');
    }

    private async Task ChartAsync(
        Scenario scenario, string title, Func<ComparisonSample, double> figure, string kind, List<Contender> rows, CancellationToken cancellation)
    {
        var name = new string([.. $"{scenario.Title} {kind}".ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ')]).Replace(' ', '-') + ".svg";
        var chart = BarChart.Draw($"{scenario.Title}: {title}", rows.Select(row => (row.Name, results.Median(scenario, row, figure))));
        await System.IO.File.WriteAllTextAsync(Path.Combine(options.Output, Charts, name), chart, cancellation);
        _page.Append(Text($"![{scenario.Title}: {title}]({Charts}/{name})\n\n"));
    }

    private string Ratio(Scenario scenario, Contender contender, Func<ComparisonSample, double> figure) =>
        results.Ratio(scenario, contender, figure) is { } ratio ? Text($"{ratio.Median:0.00} ({ratio.Least:0.00} to {ratio.Most:0.00})") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
