using System.CommandLine;

namespace Gateway.Cli;

/// <summary><c>gateway health</c>: asks the running gateway, for the health check of a container without a shell.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create(Func<string, string?> environment)
    {
        var config = ConfigOption.Create(environment);
        var command = new Command("health", "Ask the running gateway's /healthz; exit code 0 or 1.") { config };
        command.SetAction((result, cancellation) => AskAsync(
            ConfigOption.Options(result.GetRequiredValue(config), environment), result.InvocationConfiguration, cancellation));
        return command;
    }

    /// <summary>
    /// Whether the process answers, whatever has become of its file since: a broken one must not make an orchestrator
    /// kill the gateway that goes on serving under the last good one.
    /// </summary>
    private static async Task<int> AskAsync(
        GatewayOptions options, InvocationConfiguration console, CancellationToken cancellation)
    {
        var gateway = new RunningGateway(options);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(gateway.AdminUrlFromHere, "/healthz"), cancellation);
            await console.Output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await console.Error.WriteLineAsync($"{gateway.AdminUrl}: {exception.Message}");
            return 1;
        }
    }
}
