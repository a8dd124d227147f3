using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Gateway.Observability;

/// <summary>Serilog behind ASP.NET Core's logging: one JSON line an event on standard output, written off the request's path.</summary>
internal static class GatewayLogging
{
    /// <summary>
    /// How many lines may wait for a slow terminal or collector. Beyond it lines are dropped: a log that nobody reads must
    /// not hold webhooks up.
    /// </summary>
    private const int BufferedLines = 10_000;

    public static void AddGatewayLogging(this ILoggingBuilder logging, IConfiguration configuration)
    {
        var serilog = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Keys that only cookie session affinity uses; that they live in memory is no news.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .ReadFrom.Configuration(configuration);
        if (!configuration.GetSection("Serilog:WriteTo").Exists())
        {
            serilog.WriteTo.Async(sink => sink.Console(new JsonFormatter()), BufferedLines, blockWhenFull: false);
        }

        logging.ClearProviders();
        logging.AddSerilog(serilog.CreateLogger(), dispose: true);
    }
}
