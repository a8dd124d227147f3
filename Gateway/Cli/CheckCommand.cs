using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway check</c>: says everything that is wrong with a configuration, and starts nothing.</summary>
internal static class CheckCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var command = new Command("check", "Report every problem of the configuration; exit code 2 with any, 0 with none or with warnings alone.") { config };
        command.SetAction((result, _) =>
            CheckAsync(ConfigOption.Options(result.GetRequiredValue(config), environment), result.InvocationConfiguration));
        return command;
    }

    private static async Task<int> CheckAsync(GatewayOptions options, InvocationConfiguration console)
    {
        var check = await GatewayHost.CheckAsync(options);
        if (check.Snapshot is not { } snapshot)
        {
            return ProblemReport.Write(console.Error, options.ConfigPath, [.. check.Problems, .. check.Warnings]);
        }

        var warnings = check.Warnings.Count == 0 ? "" : $", {ProblemReport.Count(check.Warnings.Count, "warning")}";
        await console.Output.WriteLineAsync(TerminalText.Of($"{options.ConfigPath}: good, {snapshot.Routes.Count} routes{warnings}"));
        ProblemReport.WriteAll(console.Output, check.Warnings);
        return 0;
    }
}
