using Gateway.Delivery;
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
    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    /// <param name="instruments">Those of this gateway.</param>
    /// <param name="exportsOtlp">Whether metrics and traces go out by OTLP.</param>
    public Telemetry(GatewayMetrics instruments, bool exportsOtlp)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("gateway"))
            .AddMeter(GatewayMetrics.MeterName)
            // Meters are found by name: a second gateway in the process must not count for the first.
            .AddView(instrument => instruments.Owns(instrument) ? null : MetricStreamConfiguration.Drop)
            .AddReader(Reader);
        if (exportsOtlp)
        {
            metrics.AddOtlpExporter();
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("gateway"))
                .AddSource("Microsoft.AspNetCore", "Yarp.ReverseProxy", "System.Net.Http", RoutePipeline.SpanSource)
                .AddOtlpExporter()
                .Build();
        }

        _metrics = metrics.Build();
    }

    public PrometheusReader Reader { get; } = new();

    public void Dispose()
    {
        _metrics.Dispose();
        _traces?.Dispose();
        Reader.Dispose();
    }
}
