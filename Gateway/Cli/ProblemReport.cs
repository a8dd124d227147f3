using Gateway.Reading;

namespace Gateway.Cli;

/// <summary>Shows everything that is wrong with a configuration.</summary>
internal static class ProblemReport
{
    public static int Write(TextWriter output, string path, IReadOnlyList<ConfigurationProblem> problems)
    {
        var warnings = problems.Count(problem => problem.Severity == ProblemSeverity.Warning);
        output.WriteLine(TerminalText.Of($"{path}: {Count(problems.Count - warnings, "problem")}{(warnings == 0 ? "" : $", {Count(warnings, "warning")}")}"));
        WriteAll(output, problems);
        return GatewayCommand.WrongConfiguration;
    }

    public static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";

    public static void WriteAll(TextWriter output, IReadOnlyList<ConfigurationProblem> problems)
    {
        foreach (var problem in problems)
        {
            output.WriteLine();
            output.WriteLine(TerminalText.Of($"  {problem.Path}"));
            output.WriteLine(TerminalText.Of($"    {(problem.Severity == ProblemSeverity.Warning ? "warning: " : "")}{problem.Message}"));
        }
    }
}
