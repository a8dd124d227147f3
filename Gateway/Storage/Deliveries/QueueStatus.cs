namespace Gateway.Storage.Deliveries;

/// <summary>What one queue holds.</summary>
/// <param name="Queue">Which.</param>
/// <param name="Open">Deliveries that wait or are being attempted.</param>
/// <param name="Dead">Dead letters.</param>
/// <param name="Delivered">Deliveries that are kept to be shown and redelivered.</param>
/// <param name="OldestOpen">When the first of the open ones was queued; null if there is none.</param>
internal sealed record QueueStatus(QueueName Queue, long Open, long Dead, long Delivered, DateTimeOffset? OldestOpen);
