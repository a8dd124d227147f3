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

    private static async Task<int> AskAsync(
        GatewayOptions options, InvocationConfiguration console, CancellationToken cancellation)
    {
        var check = await GatewayHost.CheckAsync(options);
        if (check.Settings is not { } settings)
        {
            return ProblemReport.Write(console.Error, options.ConfigPath, check.Problems);
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(HealthUrl(settings.Admin.Url), cancellation);
            await console.Output.WriteLineAsync(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await console.Error.WriteLineAsync($"{settings.Admin.Url}: {exception.Message}");
            return 1;
        }
    }

    /// <summary>From inside the container, a listener on every address is asked on loopback.</summary>
    private static Uri HealthUrl(Uri admin)
    {
        var host = admin.Host is "0.0.0.0" or "[::]" or "+" or "*" ? "127.0.0.1" : admin.Host;
        return new UriBuilder(admin) { Host = host, Path = "/healthz" }.Uri;
    }
}
