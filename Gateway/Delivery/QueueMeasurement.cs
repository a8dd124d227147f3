using Gateway.Storage.Deliveries;

namespace Gateway.Delivery;

/// <summary>The queues at one moment.</summary>
/// <param name="Queues">Those that are configured, and others that hold anything.</param>
/// <param name="Workers">Whether each destination that is configured is left alone.</param>
/// <param name="At">The moment.</param>
internal sealed record QueueMeasurement(
    IReadOnlyList<QueueStatus> Queues, IReadOnlyList<(QueueName Queue, bool IsPaused)> Workers, DateTimeOffset At);
