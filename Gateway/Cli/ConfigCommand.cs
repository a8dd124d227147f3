using System.CommandLine;
using Gateway.Cli.Checking;
using Gateway.Configuration;
using Gateway.Reading;

namespace Gateway.Cli;

/// <summary><c>gateway config show</c>: what a route says together with its preset.</summary>
internal static class ConfigCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var route = new Argument<string>("ROUTE") { Description = "The route." };
        var show = new Command("show", "Print a route's Verification over its preset, secrets by their id; exit code 2 with a problem.") { route, config };
        show.SetAction((result, _) => ShowAsync(
            ConfigOption.Options(result.GetRequiredValue(config), environment), result.GetRequiredValue(route), result.InvocationConfiguration));
        return new Command("config", "Show what is configured.") { show };
    }

    private static async Task<int> ShowAsync(GatewayOptions options, string route, InvocationConfiguration console)
    {
        var check = await GatewayHost.CheckAsync(options);
        List<ConfigurationProblem> problems = [.. check.Problems.Where(problem => !check.Files.IsOfUnreadSecret(problem.Message))];
        if (problems.Count > 0)
        {
            return ProblemReport.Write(console.Error, options.ConfigPath, problems);
        }

        var reported = new ProblemList();
        var path = Path.GetFullPath(options.ConfigPath);
        var files = new ConfigurationFiles(Path.GetDirectoryName(path)!, options.Environment);
        var raw = RawConfiguration.Read(path, files, options.Overrides, reported)!.Node;
        var routes = raw.At("ReverseProxy", "Routes").Children;
        if (!routes.TryGetValue(route, out var node))
        {
            await console.Error.WriteLineAsync(
                $"No route is called '{route}'.{NearestName.Suggest(route, [.. routes.Keys])} Known in {options.ConfigPath}: {string.Join(", ", routes.Keys)}.");
            return GatewayCommand.WrongConfiguration;
        }

        var merged = new PresetCatalog(raw.At("Gateway", "Providers"), reported).Under(node.ChildOrEmpty("Verification"));
        await console.Output.WriteLineAsync(SectionText.Of(merged));

        // Not a part of the section, which may be read by a program.
        foreach (var note in check.Partial?.Compiled.GetValueOrDefault(route) is { } compiled ? KeyNotes.Of(compiled.Config, check.Files) : [])
        {
            await console.Error.WriteLineAsync(TerminalText.Of(note));
        }

        return 0;
    }
}
