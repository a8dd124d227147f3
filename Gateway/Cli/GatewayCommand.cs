using System.CommandLine;

namespace Gateway.Cli;

/// <summary>The command line; without a command it is <c>gateway run</c>.</summary>
internal static class GatewayCommand
{
    /// <summary>The configuration is wrong, or the request on the command line is.</summary>
    public const int WrongConfiguration = 2;

    /// <summary>Runs a command line, and returns its exit code.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="console">Where it writes.</param>
    public static async Task<int> RunAsync(
        Func<string, string?> environment, IReadOnlyList<string> arguments, InvocationConfiguration console)
    {
        var parsed = Create(environment).Parse(arguments);
        var code = await parsed.InvokeAsync(console);

        // The parser's own is 1, which says that something that was understood did not succeed.
        return parsed.Errors.Count > 0 && code == 1 ? WrongConfiguration : code;
    }

    /// <param name="environment">Looks up an environment variable.</param>
    public static RootCommand Create(Func<string, string?> environment)
    {
        var run = RunCommand.Create(environment);
        var root = new RootCommand("Lets through only webhooks that are provably from their provider, fresh, well-formed and new.")
        {
            run,
            CheckCommand.Create(environment),
            ConfigCommand.Create(environment),
            DemoCommand.Create(),
            SendCommand.Create(environment),
            SignCommand.Create(environment),
            ExplainCommand.Create(environment),
            ProvidersCommand.Create(environment),
            SchemaCommand.Create(environment),
            DeliveriesCommand.Create(environment),
            DeliveriesCommand.CreateForDead(environment),
            CapturesCommand.Create(environment),
            RehearseCommand.Create(environment),
            ForgetCommand.Create(environment),
            TenantsCommand.Create(environment),
            HealthCommand.Create(environment),
        };
        foreach (var option in run.Options)
        {
            root.Options.Add(option);
        }

        root.Action = run.Action;
        return root;
    }
}
