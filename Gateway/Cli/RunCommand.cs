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
            Description = "Where webhooks are received, e.g. http://0.0.0.0:8080. Default: ASPNETCORE_URLS, the Kestrel section or http://localhost:8080.",
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
        OutOfMemory.EndsTheProcess();
        WebApplication? app = null;
        try
        {
            (app, var problems) = await GatewayHost.BuildAsync(options);
            if (app is null)
            {
                return ProblemReport.Write(console.Error, options.ConfigPath, problems);
            }

            StartupMemory.LetGo();
            await app.StartAsync(cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);

            // An address in use, a certificate that cannot be read: nothing that a stack trace would explain.
            await console.Error.WriteLineAsync($"The gateway cannot start: {OneLine(exception)}");
            return 1;
        }

        await using (app)
        {
            await app.WaitForShutdownAsync(cancellation);
        }

        return 0;
    }

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");
}
