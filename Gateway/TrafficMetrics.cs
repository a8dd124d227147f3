using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Gateway.Intake;
using Gateway.Intake.Memory;
using Gateway.Observability;

namespace Gateway;

/// <summary>What is under way, how large it is, and when each route last heard from its provider.</summary>
internal sealed class TrafficMetrics
{
    // Around the default limit of a megabyte.
    private static readonly InstrumentAdvice<long> Sizes = new()
    {
        HistogramBucketBoundaries = [1024, 4096, 16384, 65536, 262144, 1048576, 4194304],
    };

    /// <summary>Since 1970, in milliseconds, by route. Routes come from the configuration only.</summary>
    private readonly ConcurrentDictionary<string, StrongBox<long>> _verified = new(StringComparer.Ordinal);
    private readonly Histogram<long> _bodies;
    private int _inFlight;

    /// <param name="metrics">Whose meter tells them.</param>
    /// <param name="budget">What requests hold of memory.</param>
    /// <param name="routes">The routes in force that ask for proof.</param>
    public TrafficMetrics(GatewayMetrics metrics, MemoryBudget budget, Func<IEnumerable<string>> routes)
    {
        var meter = metrics.Meter;
        _bodies = meter.CreateHistogram("webhook_body_bytes", null, "Bytes of bodies as received.", null, Sizes);
        meter.CreateObservableGauge("webhook_requests_in_flight", () => Volatile.Read(ref _inFlight), null, "Webhooks that are not answered yet.");
        meter.CreateObservableGauge("webhook_buffered_bytes", () => budget.TakenBytes, null, "Memory that requests hold.");
        meter.CreateObservableGauge(
            "webhook_last_verified_timestamp_seconds",
            () => routes().Select(route => new Measurement<double>(LastVerified(route) / 1000d, new KeyValuePair<string, object?>("route", route))),
            null, "When the last webhook was verified, since 1970; 0 for none since the start.");
    }

    public void Started() => Interlocked.Increment(ref _inFlight);

    /// <param name="webhook">What has ended.</param>
    /// <param name="asksForProof">Whether its route verifies anything.</param>
    public void Ended(InboundWebhook webhook, bool asksForProof)
    {
        Interlocked.Decrement(ref _inFlight);
        if (webhook.IsRevived)
        {
            return; // It was received before, and counted then.
        }

        _bodies.Record(webhook.Body.ReceivedLength, new KeyValuePair<string, object?>("route", webhook.Policy.Route));
        if (asksForProof && webhook.IsProven)
        {
            var last = _verified.GetOrAdd(webhook.Policy.Route, static _ => new StrongBox<long>());
            Volatile.Write(ref last.Value, webhook.ReceivedAt.ToUnixTimeMilliseconds());
        }
    }

    /// <summary>When the route's last verified webhook came to this process, in milliseconds since 1970; 0 for never.</summary>
    public long LastVerified(string route) => _verified.TryGetValue(route, out var last) ? Volatile.Read(ref last.Value) : 0;
}
