using System.CommandLine;

namespace Gateway.Cli.Deliveries;

/// <summary>Runs a command that asks the running gateway.</summary>
internal static class AdminCommand
{
    /// <summary>The exit code; what went wrong is written to standard error.</summary>
    public static async Task<int> RunAsync(
        ParseResult result,
        Option<string> config,
        Func<string, string?> environment,
        Func<AdminClient, InvocationConfiguration, Task<int>> ask,
        TimeSpan? patience = null)
    {
        var console = result.InvocationConfiguration;
        try
        {
            using var client = new AdminClient(ConfigOption.Options(result.GetRequiredValue(config), environment), patience);
            return await ask(client, console);
        }
        catch (AdminException exception)
        {
            await console.Error.WriteLineAsync(TerminalText.Of(exception.Message));
            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(TerminalText.Of(exception.Message));
            return 1;
        }
    }

    /// <summary>Nothing is asked of the gateway: the command line does not say enough.</summary>
    public static async Task<int> RefuseAsync(ParseResult result, string problem)
    {
        await result.InvocationConfiguration.Error.WriteLineAsync(problem);
        return GatewayCommand.WrongConfiguration;
    }
}
