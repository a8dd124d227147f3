using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Startup;

/// <summary>The samples of all rounds, and their medians.</summary>
internal sealed class StartReport(IReadOnlyList<string> programs)
{
    private const double Megabyte = 1_000_000;

    private readonly Dictionary<string, List<StartSample>> _samples = programs.ToDictionary(program => program, _ => new List<StartSample>(), StringComparer.Ordinal);

    public void Add(string program, StartSample sample) => _samples[program].Add(sample);

    public string Table()
    {
        var table = new StringBuilder(
            """
            | program | its folder, MB | first verified answer, ms (lowest-highest) | resident then, MB |
            | --- | --: | --: | --: |

            """);
        foreach (var program in programs)
        {
            var answers = _samples[program].Select(sample => sample.FirstAnswer.TotalMilliseconds).Order().ToList();
            var memory = _samples[program].Select(sample => sample.ResidentBytes / Megabyte).Order().ToList();
            table.Append(CultureInfo.InvariantCulture, $"| {program} | {FolderBytes(program) / Megabyte:0.0} ")
                .Append(CultureInfo.InvariantCulture, $"| {answers[answers.Count / 2]:0} ({answers[0]:0}-{answers[^1]:0}) | {memory[memory.Count / 2]:0} |\n");
        }

        return table.ToString();
    }

    /// <summary>Without the runtime that a gateway.dll needs beside it.</summary>
    private static long FolderBytes(string program) =>
        new FileInfo(program).Directory!.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
