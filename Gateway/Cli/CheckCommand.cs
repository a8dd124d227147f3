using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway check</c>: says everything that is wrong with a configuration, and starts nothing.</summary>
internal static class CheckCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var command = new Command("check", "Report every problem of the configuration; exit code 0 or 2.") { config };
        command.SetAction((result, _) =>
            CheckAsync(ConfigOption.Options(result.GetRequiredValue(config), environment), result.InvocationConfiguration));
        return command;
    }

    private static async Task<int> CheckAsync(GatewayOptions options, InvocationConfiguration console)
    {
        var check = await GatewayHost.CheckAsync(options);
        if (check.Snapshot is not { } snapshot)
        {
            return ProblemReport.Write(console.Error, options.ConfigPath, check.Problems);
        }

        await console.Output.WriteLineAsync($"{options.ConfigPath}: good, {snapshot.Routes.Count} routes");
        return 0;
    }
}
