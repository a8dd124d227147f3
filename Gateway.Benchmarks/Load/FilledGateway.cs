using System.Globalization;
using Gateway.Cli;
using Gateway.Reading;
using Gateway.Storage;
using Microsoft.Extensions.Hosting;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// The gateway with events in its memory before it listens. It has to run in a process of ours for that, and is started with
/// the settings of the runtime that the product is started with.
/// </summary>
internal static class FilledGateway
{
    public const string Role = "filled";

    /// <summary>What <c>dotnet</c> is started with.</summary>
    public static IEnumerable<string> Command(int count, string config, string url) =>
    [
        "exec",
        "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "gateway.runtimeconfig.json"),
        "--depsfile", Path.ChangeExtension(typeof(FilledGateway).Assembly.Location, ".deps.json"),
        typeof(FilledGateway).Assembly.Location, Role, count.ToString(CultureInfo.InvariantCulture), config, url,
    ];

    /// <summary>As <c>gateway run</c>.</summary>
    public static async Task<int> RunAsync(int count, string config, string url)
    {
        OutOfMemory.EndsTheProcess();
        var (app, problems) = await GatewayHost.BuildAsync(ConfigOption.Options(config, ProcessEnvironment.Variable) with { Urls = url });
        if (app is null)
        {
            return ProblemReport.Write(Console.Error, config, problems);
        }

        await using (app)
        {
            var claims = app.Services.GetRequiredService<IClaimStore>();
            for (var number = 0; number < count; number++)
            {
                await claims.CompleteAsync(RememberedIds.KeyOf(number), RememberedIds.TimeToLive, CancellationToken.None);
            }

            StartupMemory.LetGo();
            await app.StartAsync();
            await app.WaitForShutdownAsync();
        }

        return 0;
    }
}
