using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway run</c>: serves.</summary>
internal static class RunCommand
{
    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var urls = new Option<string?>("--urls")
        {
            Description = "Where webhooks are received, e.g. http://0.0.0.0:8080. Default: ASPNETCORE_URLS or the Kestrel section.",
            HelpName = "URLS",
        };
        var command = new Command("run", "Serve (the default).") { config, urls };
        command.SetAction((result, cancellation) => RunAsync(
            ConfigOption.Options(result.GetRequiredValue(config), environment) with { Urls = result.GetValue(urls) },
            result.InvocationConfiguration,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        GatewayOptions options, InvocationConfiguration console, CancellationToken cancellation)
    {
        var (app, problems) = await GatewayHost.BuildAsync(options);
        if (app is null)
        {
            return ProblemReport.Write(console.Error, options.ConfigPath, problems);
        }

        await using (app)
        {
            await app.StartAsync(cancellation);
            await app.WaitForShutdownAsync(cancellation);
        }

        return 0;
    }
}
