using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Gateway.Observability;
using Gateway.Tests.Support;

namespace Gateway.Tests.Observability;

/// <summary>Labels come in the order of their names: of any other order OpenTelemetry keeps each series twice.</summary>
public sealed class LabelOrderTests : IDisposable
{
    /// <summary>Those with more than one label.</summary>
    private static readonly string[] Several =
    [
        "webhook_backend_responses_total", "webhook_delivery_attempts_total", "webhook_delivery_filtered_total", "webhook_delivery_delay_seconds",
        "webhook_json_defects_total", "webhook_latency_seconds", "webhook_queue_depth", "webhook_queue_oldest_seconds", "webhook_requests_total",
        "webhook_schema_violations_total", "webhook_secret_expires_timestamp_seconds", "webhook_signature_key_total", "webhook_store_errors_total",
        "webhook_store_seconds",
    ];

    private readonly ConcurrentDictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public LabelOrderTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GatewayMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Take(instrument, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Take(instrument, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Take(instrument, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Labels_of_every_instrument_come_in_the_order_of_their_names()
    {
        await using var scene = await QueueScene.StartAsync(
            """ "To": [ "backend", { "Cluster": "audit", "Where": { "Value": "body:/id", "Equals": "never" } } ] """,
            store: configuration => configuration.WithSqlite(),
            change: root => root["ReverseProxy"]!["Routes"]!["forwarding"] = JsonNode.Parse(
                """
                { "ClusterId": "backend", "Match": { "Path": "/forwarded" },
                  "Verification": { "Provider": "github", "Signature": { "Secrets": [ { "Value": "env:SECRET", "NotAfter": "2199-01-01" } ] } } }
                """));
        await scene.QueueAsync(SignedWebhook.Event("evt_1"));
        await QueueScene.ReceivedAsync(scene.BackendUpstream, 1);
        await Eventually.IsTrueAsync(
            () =>
            {
                _listener.RecordObservableInstruments();
                return Task.FromResult(Several.All(_labels.ContainsKey));
            },
            "all have been measured");

        Assert.DoesNotContain(_labels, labels => !IsOrdered(labels.Value));
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsOrdered(string labels) => labels.Split(' ').Order(StringComparer.Ordinal).SequenceEqual(labels.Split(' '));

    /// <summary>Whatever test it is of, since they run side by side.</summary>
    private void Take(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var names = new string[tags.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = tags[i].Key;
        }

        _labels.AddOrUpdate(
            instrument.Name, static (_, order) => order,
            static (_, known, order) => IsOrdered(known) ? order : known,
            string.Join(' ', names));
    }
}
