using System.Diagnostics.Metrics;
using Gateway.Delivery.Attempts;
using Gateway.Observability;
using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

/// <summary>The instruments of queues and deliveries, on the gateway's own meter.</summary>
internal sealed class DeliveryMetrics
{
    // From a delivery at once to days of retries.
    private static readonly InstrumentAdvice<double> Delay = new()
    {
        HistogramBucketBoundaries = [0.01, 0.05, 0.25, 1, 5, 30, 300, 3600, 86400],
    };

    private readonly Counter<long> _attempts;
    private readonly Counter<long> _filtered;
    private readonly Histogram<double> _delay;
    private QueueMeasurement _measured = new([], [], default);

    public DeliveryMetrics(GatewayMetrics gateway)
    {
        var meter = gateway.Meter;
        _attempts = meter.CreateCounter<long>("webhook_delivery_attempts_total", null, "Attempts at queued deliveries.");
        _filtered = meter.CreateCounter<long>(
            "webhook_delivery_filtered_total", null, "Accepted webhooks that a destination does not get by its Where.");
        _delay = meter.CreateHistogram(
            "webhook_delivery_delay_seconds", null, "From the reception of a queued webhook to its delivery.", null, Delay);
        meter.CreateObservableGauge(
            "webhook_queue_depth", () => Measure((status, _) => status.Open), null, "Deliveries that are open.");
        meter.CreateObservableGauge(
            "webhook_queue_oldest_seconds",
            () => Measure((status, at) => status.OldestOpen is { } oldest ? Math.Max(0, (at - oldest).TotalSeconds) : 0d),
            null, "How long the oldest open delivery has been queued.");
        meter.CreateObservableGauge("webhook_dead_letters", MeasureDeadLetters, null, "Dead letters that are kept.");
        meter.CreateObservableGauge(
            "webhook_destination_paused", MeasurePaused, null, "1 while a destination is left alone for being down.");
    }

    /// <summary>What the queues held at the last look.</summary>
    public QueueMeasurement Last => Volatile.Read(ref _measured);

    /// <param name="queue">The destination.</param>
    /// <param name="result">How the attempt ended.</param>
    /// <param name="count">How many did; 0 has the series exist.</param>
    public void Attempted(QueueName queue, AttemptResult result, int count = 1) => _attempts.Add(
        count,
        new KeyValuePair<string, object?>("destination", queue.Destination),
        new("result", AttemptResultName.Of(result)),
        new("route", queue.Route));

    /// <summary>A webhook was accepted, and this destination does not want it.</summary>
    /// <param name="queue">The destination.</param>
    /// <param name="count">How many were; 0 has the series exist.</param>
    public void Filtered(QueueName queue, int count = 1) => _filtered.Add(
        count, new KeyValuePair<string, object?>("destination", queue.Destination), new("route", queue.Route));

    /// <param name="queue">The destination.</param>
    /// <param name="delay">Since the webhook was received.</param>
    public void Delivered(QueueName queue, TimeSpan delay) => _delay.Record(
        delay.TotalSeconds, new KeyValuePair<string, object?>("destination", queue.Destination), new("route", queue.Route));

    /// <summary>What the queues hold, as last looked. What is not in it any more has no series any more.</summary>
    public void Measured(QueueMeasurement measured) => Volatile.Write(ref _measured, measured);

    private static KeyValuePair<string, object?>[] Labels(QueueName queue) =>
        [new("destination", queue.Destination), new("route", queue.Route)];

    private List<Measurement<T>> Measure<T>(Func<QueueStatus, DateTimeOffset, T> value)
        where T : struct
    {
        var measured = Volatile.Read(ref _measured);
        return [.. measured.Queues.Select(status => new Measurement<T>(value(status, measured.At), Labels(status.Queue)))];
    }

    private List<Measurement<long>> MeasureDeadLetters() =>
    [
        .. Volatile.Read(ref _measured).Queues.GroupBy(status => status.Queue.Route, StringComparer.Ordinal).Select(
            route => new Measurement<long>(route.Sum(status => status.Dead), new KeyValuePair<string, object?>("route", route.Key))),
    ];

    private List<Measurement<int>> MeasurePaused() =>
        [.. Volatile.Read(ref _measured).Workers.Select(worker => new Measurement<int>(worker.IsPaused ? 1 : 0, Labels(worker.Queue)))];
}
