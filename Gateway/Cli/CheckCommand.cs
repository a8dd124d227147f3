using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway check</c>: says everything that is wrong with a configuration, and starts nothing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var command = new Command("check", "Report every problem of the configuration; exit code 0 or 2.") { config };
        command.SetAction((result, _) => CheckAsync(ConfigOption.Options(result.GetRequiredValue(config))));
        return command;
    }

    private static async Task<int> CheckAsync(GatewayOptions options)
    {
        var check = await GatewayHost.CheckAsync(options);
        if (check.Snapshot is not { } snapshot)
        {
            return ProblemReport.Write(Console.Error, options.ConfigPath, check.Problems);
        }

        Console.WriteLine($"{options.ConfigPath}: good, {snapshot.Routes.Count} routes");
        return 0;
    }
}
