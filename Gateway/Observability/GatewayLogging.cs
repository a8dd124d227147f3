using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using Serilog;
using Serilog.Events;
using Serilog.Settings.Configuration;

namespace Gateway.Observability;

/// <summary>Serilog behind ASP.NET Core's logging: one JSON line an event on standard output, written off the request's path.</summary>
internal static class GatewayLogging
{
    /// <summary>Of a <c>Serilog</c> section that says which lines there are, and nothing of what is in them or where they go.</summary>
    private static readonly string[] Levels = ["MinimumLevel", "LevelSwitches", "Using"];

    /// <summary>YARP's category for what becomes of a request at the backend.</summary>
    public const string Forwarder = "Yarp.ReverseProxy.Forwarder.HttpForwarder";

    /// <summary>
    /// Categories that write of a request what may prove its sender: its URL with the query, where some providers send a shared token, for each
    /// request at <c>Information</c>; the line of a request, or of a header, that Kestrel cannot read, at <c>Debug</c>. What they say else is in the
    /// gateway's own line.
    /// </summary>
    public static IReadOnlyList<string> WithQueries { get; } =
        ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests", Forwarder];

    /// <param name="services">The gateway's.</param>
    /// <param name="configuration">May have a <c>Serilog</c> section.</param>
    /// <param name="tracing">Spans are exported.</param>
    /// <param name="clock">The gateway's.</param>
    /// <param name="exported">Called with what describes the sender of lines that go out by OTLP, too; null if none do.</param>
    public static void AddGatewayLogging(
        this IServiceCollection services, IConfiguration configuration, bool tracing, TimeProvider clock, Action<ResourceBuilder>? exported = null)
    {
        var section = configuration.GetSection("Serilog");
        var output = section.GetSection("WriteTo").Exists()
            ? null
            : new LogOutput(Console.OpenStandardOutput(), LogOutput.StandardCapacity, count => DroppedLines.Tell(count, clock));
        if (exported is null && output is not null && section.GetChildren().All(child => Levels.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            services.AddSingleton(new StraightLog(output, clock, HasRequestScope: tracing));
        }

        if (exported is not null)
        {
            services.AddLogging(logging => logging.ClearProviders().AddOpenTelemetry(export =>
            {
                var resource = ResourceBuilder.CreateDefault();
                exported(resource);
                export.SetResourceBuilder(resource).AddOtlpExporter();
                export.IncludeFormattedMessage = true;
            }));
        }

        // The static logger stays what it was: two gateways in one process must not write through each other's.
        services.AddSerilog(serilog => Configure(serilog, configuration, output, tracing), preserveStaticLogger: true, writeToProviders: exported is not null);
    }

    private static void Configure(LoggerConfiguration serilog, IConfiguration configuration, LogOutput? output, bool tracing)
    {
        serilog
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Keys that only cookie session affinity uses; that they live in memory is no news.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .ReadFrom.Configuration(configuration, new ConfigurationReaderOptions([.. LogSinks.Assemblies]));
        serilog.Enrich.With(new RequestPathBound());
        if (output is not null)
        {
            serilog.WriteTo.Sink(new LogOutputSink(output));
        }

        foreach (var category in WithQueries)
        {
            serilog.MinimumLevel.Override(category, LogEventLevel.Warning); // Whatever the configuration says.
        }

        if (!tracing)
        {
            // As long as this logger is on, every request gets a span, for the trace id of lines that are not written here.
            serilog.MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off);
        }
    }
}
