namespace Gateway.Storage.Deliveries;

/// <summary>How long and how much of what is over one queue keeps. What exceeds either is removed.</summary>
/// <param name="Queue">Which.</param>
/// <param name="State"><see cref="DeliveryState.Delivered"/> or <see cref="DeliveryState.Dead"/>.</param>
/// <param name="Age">Since it was settled.</param>
/// <param name="Bytes">Of the contents together, counted in each queue of an event.</param>
internal sealed record Retention(QueueName Queue, DeliveryState State, TimeSpan Age, long Bytes);
