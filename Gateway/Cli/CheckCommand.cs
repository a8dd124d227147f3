using System.CommandLine;
using System.Text.Json;
using Gateway.Cli.Checking;
using Gateway.Configuration;
using Gateway.Reading;

namespace Gateway.Cli;

/// <summary><c>gateway check</c>: says everything that is wrong with a configuration, and starts nothing.</summary>
internal static class CheckCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var withoutSecrets = new Option<bool>("--without-secrets")
        {
            Description = "Where secrets are not at hand, such as in a pipeline: that one cannot be read is no problem.",
        };
        var command = new Command("check", "Report every problem of the configuration; exit code 2 with any, 0 with none or with warnings alone.")
        {
            json, withoutSecrets, config,
        };
        command.SetAction((result, _) => CheckAsync(
            ConfigOption.Options(result.GetRequiredValue(config), environment), result.InvocationConfiguration,
            result.GetValue(json), result.GetValue(withoutSecrets)));
        return command;
    }

    private static async Task<int> CheckAsync(GatewayOptions options, InvocationConfiguration console, bool asJson, bool withoutSecrets)
    {
        var check = await GatewayHost.CheckAsync(options);
        List<ConfigurationProblem> problems =
            [.. check.Problems.Where(problem => !withoutSecrets || !check.Files.IsOfUnreadSecret(problem.Message))];
        var unread = check.Problems.Count - problems.Count;
        if (asJson)
        {
            await console.Output.WriteLineAsync(JsonSerializer.Serialize(Answer(options, check, problems), CheckJson.Default.CheckAnswer));
            return problems.Count == 0 ? 0 : GatewayCommand.WrongConfiguration;
        }

        if (problems.Count > 0)
        {
            return ProblemReport.Write(console.Error, options.ConfigPath, [.. problems, .. check.Warnings]);
        }

        var warnings = check.Warnings.Count == 0 ? "" : $", {ProblemReport.Count(check.Warnings.Count, "warning")}";
        var secrets = unread == 0 ? "" : $", {ProblemReport.Count(unread, "secret")} not read";
        await console.Output.WriteLineAsync(TerminalText.Of($"{options.ConfigPath}: good, {check.Partial?.Routes.Count ?? 0} routes{secrets}{warnings}"));
        ProblemReport.WriteAll(console.Output, check.Warnings);
        return 0;
    }

    private static CheckAnswer Answer(GatewayOptions options, LoadResult check, List<ConfigurationProblem> problems) => new(
        options.ConfigPath,
        problems.Count == 0,
        check.Partial?.Compiled.Count ?? 0,
        [
            .. problems.Concat(check.Warnings).Select(problem => new CheckProblem(
                problem.Path, problem.Severity == ProblemSeverity.Warning ? "warning" : "problem", problem.Message)),
        ]);
}
