namespace Gateway.Storage.Deliveries;

/// <summary>What the queues hold and have held: to look at, to redeliver, and to clean. Bounded work each time.</summary>
/// <remarks>Failures are those of <see cref="IDeliveryQueue"/>.</remarks>
internal interface IDeliveryArchive
{
    /// <summary>One page of deliveries. It may be short, or empty, and still not the last: looking has its bounds.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the page before ended (<see cref="DeliveryPage.Next"/>); null for the first.</param>
    /// <param name="atMost">1 to 1000.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <exception cref="FormatException"><paramref name="after"/> did not come from a page.</exception>
    ValueTask<DeliveryPage> ListAsync(DeliveryFilter filter, string? after, int atMost, CancellationToken cancellation);

    /// <summary>The event with all its deliveries; null if it is not kept (any more).</summary>
    ValueTask<EventRecord?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>
    /// Has a delivery that is over, delivered or dead, delivered once more: due now, behind what waits with the same order key.
    /// False if there is none, or it is open.
    /// </summary>
    ValueTask<bool> RedeliverAsync(Guid id, string destination, CancellationToken cancellation);

    /// <summary>Removes a delivery that is dead, and its event with its last delivery. False if there is none, or it is not dead.</summary>
    ValueTask<bool> DiscardAsync(Guid id, string destination, CancellationToken cancellation);

    /// <summary>
    /// Removes deliveries that are over, the oldest first, and events with their last delivery. Returns how many deliveries; less
    /// than <paramref name="atMost"/> says that nothing is left to remove.
    /// </summary>
    ValueTask<int> RemoveAsync(Retention retention, int atMost, CancellationToken cancellation);
}
