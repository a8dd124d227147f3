using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tests.Observability;

/// <summary>Takes what is exported by OTLP, over HTTP or gRPC, and keeps it as it came.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly Upstream _upstream;
    private readonly bool _isGrpc;

    private OtlpCollector(Upstream upstream, bool isGrpc) => (_upstream, _isGrpc) = (upstream, isGrpc);

    public static async Task<OtlpCollector> StartAsync(string protocol)
    {
        var isGrpc = protocol == "grpc";
        var upstream = await Upstream.StartAsync(isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1);
        upstream.Answer = context =>
        {
            context.Response.ContentType = context.Request.ContentType;
            if (isGrpc)
            {
                context.Response.AppendTrailer("grpc-status", "0");
            }

            return Task.CompletedTask;
        };
        return new OtlpCollector(upstream, isGrpc);
    }

    /// <summary>For the gateway's environment.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="protocol">As <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> names it.</param>
    public void Configure(IDictionary<string, string> environment, string protocol)
    {
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = _upstream.Url;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        environment["OTEL_BLRP_SCHEDULE_DELAY"] = "200";
    }

    /// <summary>Waits until one export of the signal has all of these, as text or as the bytes of an id in hexadecimal digits.</summary>
    /// <param name="signal"><c>metrics</c>, <c>traces</c> or <c>logs</c>.</param>
    /// <param name="parts">What is to be in it.</param>
    public Task HasAsync(string signal, params string[] parts) => Eventually.IsTrueAsync(
        () => Task.FromResult(Exports(signal).Any(body => parts.All(part => Contains(body, part)))), $"{signal} with {string.Join(", ", parts)} arrive");

    /// <summary>Whether any export of the signal has it.</summary>
    public bool Has(string signal, string part) => Exports(signal).Any(body => Contains(body, part));

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    private IEnumerable<byte[]> Exports(string signal) => _upstream.Received.Where(request => request.Target == Path(signal)).Select(request => request.Body);

    private string Path(string signal) => (_isGrpc, signal) switch
    {
        (false, _) => $"/v1/{signal}",
        (true, "metrics") => "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        (true, "traces") => "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        _ => "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
    };

    private static bool Contains(byte[] body, string part) =>
        body.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(part)) >= 0
        || (part.Length == 32 && part.All(char.IsAsciiHexDigit) && body.AsSpan().IndexOf(Convert.FromHexString(part)) >= 0);
}
