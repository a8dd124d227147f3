using Gateway.Reading;

namespace Gateway.Cli;

/// <summary>Shows everything that is wrong with a configuration, on standard error.</summary>
internal static class ProblemReport
{
    public static int Write(TextWriter output, string path, IReadOnlyList<ConfigurationProblem> problems)
    {
        output.WriteLine($"{path}: {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}");
        foreach (var problem in problems)
        {
            output.WriteLine();
            output.WriteLine($"  {problem.Path}");
            output.WriteLine($"    {problem.Message}");
        }

        return GatewayCommand.WrongConfiguration;
    }
}
