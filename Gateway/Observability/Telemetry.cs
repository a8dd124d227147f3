using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Observability;

/// <summary>
/// Aggregates the instruments for <c>/metrics</c>, and sends them and the traces by OTLP when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    /// <summary>Where the spans of queued deliveries come from, while spans are exported.</summary>
    public const string DeliverySpans = "Gateway.Delivery";

    /// <summary>The runtime's own: garbage collection, thread pool, exceptions, processor time.</summary>
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>
    /// By the names of OpenTelemetry's conventions: <c>http.server.*</c>, <c>kestrel.*</c>, <c>http.client.*</c>. Their labels are bounded: methods, statuses,
    /// the routes' templates and the backends' addresses.
    /// </summary>
    private static readonly string[] ConventionMeters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http"];

    private readonly MeterProvider? _otlp;
    private readonly TracerProvider? _traces;

    /// <param name="instruments">Those of this gateway.</param>
    /// <param name="room">How many series there can be.</param>
    /// <param name="exportsOtlp">Whether metrics and traces go out by OTLP.</param>
    /// <param name="service">What the service is called there; null for <c>gateway</c>.</param>
    public Telemetry(GatewayMetrics instruments, SeriesRoom room, bool exportsOtlp, string? service = null)
    {
        var metrics = Describe(instruments, room, service, [])
            .AddPrometheusExporter(exporter =>
            {
                // Labels are those of the instruments and nothing else, and so are names, but that .NET's own counters get the _total that ours have. A scrape says
                // what is so now.
                exporter.ScopeInfoEnabled = false;
                exporter.TargetInfoEnabled = false;
                exporter.ScrapeResponseCacheDurationMilliseconds = 0;
            });
        if (exportsOtlp)
        {
            // Beside the other: a scrape is to stay what it is.
            _otlp = Describe(instruments, room, service, ConventionMeters).AddOtlpExporter().Build();
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => Describe(resource, service))
                .AddSource("Microsoft.AspNetCore", "Yarp.ReverseProxy", "System.Net.Http", DeliverySpans)
                .AddProcessor(new SpanBound())
                .AddOtlpExporter()
                .Build();
        }

        Metrics = metrics.Build();
    }

    /// <summary>What <c>/metrics</c> shows.</summary>
    public MeterProvider Metrics { get; }

    /// <summary>Who sends it: of metrics, traces and logs alike.</summary>
    public static void Describe(ResourceBuilder resource, string? service) =>
        resource.AddService(service is { Length: > 0 } ? service : "gateway", serviceVersion: ProcessMetrics.Build().Version);

    private static MeterProviderBuilder Describe(GatewayMetrics instruments, SeriesRoom room, string? service, string[] others) =>
        Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => Describe(resource, service))
            .AddMeter([GatewayMetrics.MeterName, RuntimeMeter, .. others])
            // Meters are found by name: a second gateway in the process must not count for the first.
            .AddView(instrument =>
                instruments.Owns(instrument) ? new MetricStreamConfiguration { CardinalityLimit = room.Of(instrument.Name) }
                : instrument.Meter.Name == GatewayMetrics.MeterName ? MetricStreamConfiguration.Drop
                : null);

    public void Dispose()
    {
        Metrics.Dispose();
        _otlp?.Dispose();
        _traces?.Dispose();
    }
}
