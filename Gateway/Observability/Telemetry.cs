using Gateway.Outcomes;
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

    /// <summary>OpenTelemetry's own limit of an instrument's series; what exceeds it is counted without labels.</summary>
    private const int LeastSeries = 2000;

    private readonly TracerProvider? _traces;

    /// <param name="instruments">Those of this gateway.</param>
    /// <param name="routes">How many there are. Twice as many after a reload find room, too.</param>
    /// <param name="exportsOtlp">Whether metrics and traces go out by OTLP.</param>
    public Telemetry(GatewayMetrics instruments, int routes, bool exportsOtlp)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("gateway"))
            .AddMeter(GatewayMetrics.MeterName, RuntimeMeter)
            // Meters are found by name: a second gateway in the process must not count for the first.
            .AddView(instrument =>
                instruments.Owns(instrument) ? new MetricStreamConfiguration { CardinalityLimit = SeriesOf(instrument.Name, routes) }
                : instrument.Meter.Name == RuntimeMeter ? null
                : MetricStreamConfiguration.Drop)
            .AddPrometheusExporter(exporter =>
            {
                // Names and labels are those of the instruments and nothing else, and a scrape says what is so now.
                exporter.DisableTotalNameSuffixForCounters = true;
                exporter.ScopeInfoEnabled = false;
                exporter.TargetInfoEnabled = false;
                exporter.ScrapeResponseCacheDurationMilliseconds = 0;
            });
        if (exportsOtlp)
        {
            metrics.AddOtlpExporter();
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("gateway"))
                .AddSource("Microsoft.AspNetCore", "Yarp.ReverseProxy", "System.Net.Http", DeliverySpans)
                .AddOtlpExporter()
                .Build();
        }

        Metrics = metrics.Build();
    }

    /// <summary>What <c>/metrics</c> shows.</summary>
    public MeterProvider Metrics { get; }

    /// <summary>Each place of a series takes memory, used or not: most instruments have at most sixteen a route.</summary>
    private static int SeriesOf(string instrument, int routes) => Math.Max(
        LeastSeries, 2 * routes * (instrument is "webhook_requests_total" or "webhook_latency_seconds" ? Outcome.All.Count : 16));

    public void Dispose()
    {
        Metrics.Dispose();
        _traces?.Dispose();
    }
}
