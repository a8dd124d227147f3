using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Startup;

/// <summary>The samples of all rounds, and their medians.</summary>
/// <param name="programs">Builds of the gateway.</param>
/// <param name="routes">How many routes each was started with; the fewest first.</param>
internal sealed class StartReport(IReadOnlyList<string> programs, IReadOnlyList<int> routes)
{
    private const double Megabyte = 1_000_000;
    private const double Kilobyte = 1_000;

    private readonly Dictionary<(string Program, int Routes), List<StartSample>> _samples =
        programs.SelectMany(program => routes.Select(count => (program, count))).ToDictionary(start => start, _ => new List<StartSample>());

    public void Add(string program, int count, StartSample sample) => _samples[(program, count)].Add(sample);

    public string Table()
    {
        var table = new StringBuilder(
            """
            | program | its folder, MB | routes | check, ms | first verified answer, ms (lowest-highest) | CPU until then, ms (lowest-highest) | resident then, MB | KB a route |
            | --- | --: | --: | --: | --: | --: | --: | --: |

            """);
        foreach (var program in programs)
        {
            foreach (var count in routes)
            {
                var samples = _samples[(program, count)];
                var resident = Median(samples, sample => sample.ResidentBytes);
                var each = (resident - Median(_samples[(program, routes[0])], sample => sample.ResidentBytes)) / Math.Max(1, count - routes[0]);
                table.Append(CultureInfo.InvariantCulture, $"| {program} | {FolderBytes(program) / Megabyte:0.0} | {count} ")
                    .Append(CultureInfo.InvariantCulture, $"| {Median(samples, sample => sample.Check.TotalMilliseconds):0} ")
                    .Append(CultureInfo.InvariantCulture, $"| {Range(samples, sample => sample.FirstAnswer)} | {Range(samples, sample => sample.Cpu)} ")
                    .Append(CultureInfo.InvariantCulture, $"| {resident / Megabyte:0} | {each / Kilobyte:0.0} |\n");
            }
        }

        return table.ToString();
    }

    private static string Range(List<StartSample> samples, Func<StartSample, TimeSpan> figure)
    {
        var all = samples.Select(sample => figure(sample).TotalMilliseconds).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{all[all.Count / 2]:0} ({all[0]:0}-{all[^1]:0})");
    }

    private static double Median(List<StartSample> samples, Func<StartSample, double> figure) =>
        samples.Select(figure).Order().ElementAt(samples.Count / 2);

    /// <summary>Without the runtime that a gateway.dll needs beside it.</summary>
    private static long FolderBytes(string program) =>
        new FileInfo(program).Directory!.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
