using System.CommandLine;

namespace Gateway.Cli;

/// <summary>The command line; without a command it is <c>gateway run</c>.</summary>
internal static class GatewayCommand
{
    /// <summary>The configuration is wrong, or the request on the command line is.</summary>
    public const int WrongConfiguration = 2;

    /// <param name="environment">Looks up an environment variable.</param>
    public static RootCommand Create(Func<string, string?> environment)
    {
        var run = RunCommand.Create(environment);
        var root = new RootCommand("Lets through only webhooks that are provably from their provider, fresh, well-formed and new.")
        {
            run,
            CheckCommand.Create(environment),
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
