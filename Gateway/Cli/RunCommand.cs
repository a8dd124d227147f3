using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway run</c>: serves.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var urls = new Option<string?>("--urls")
        {
            Description = "Where webhooks are received, e.g. http://0.0.0.0:8080. Default: ASPNETCORE_URLS or the Kestrel section.",
            HelpName = "URLS",
        };
        var command = new Command("run", "Serve (the default).") { config, urls };
        command.SetAction((result, cancellation) => RunAsync(
            ConfigOption.Options(result.GetRequiredValue(config)) with { Urls = result.GetValue(urls) }, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(GatewayOptions options, CancellationToken cancellation)
    {
        var (app, problems) = await GatewayHost.BuildAsync(options);
        if (app is null)
        {
            return ProblemReport.Write(Console.Error, options.ConfigPath, problems);
        }

        await using (app)
        {
            await app.StartAsync(cancellation);
            await app.WaitForShutdownAsync(cancellation);
        }

        return 0;
    }
}
