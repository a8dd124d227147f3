namespace Gateway.Storage.Deliveries;

/// <summary>How an attempt has ended.</summary>
/// <param name="Delivery">What was taken.</param>
/// <param name="State">
/// <see cref="DeliveryState.Delivered"/> is recorded whoever holds the delivery by now: the destination has it. The others only as
/// long as nobody else has taken it. <see cref="DeliveryState.Waiting"/> puts it back. None of them ends a redelivery that has begun
/// since: <see cref="TakenDelivery.QueuedAt"/> tells it apart, and is later with each redelivery.
/// </param>
/// <param name="History">All attempts, to be kept with it if there is room; not looked into, and never changed afterwards.</param>
internal sealed record DeliverySettlement(TakenDelivery Delivery, DeliveryState State, ReadOnlyMemory<byte> History)
{
    /// <summary>With <see cref="DeliveryState.Waiting"/>: how long until it may be taken again. Zero: at once.</summary>
    public TimeSpan After { get; init; }

    /// <summary>With <see cref="DeliveryState.Dead"/>: why, a code of a closed list.</summary>
    public string? Reason { get; init; }
}
