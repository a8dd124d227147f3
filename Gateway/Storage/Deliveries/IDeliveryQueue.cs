namespace Gateway.Storage.Deliveries;

/// <summary>
/// Durable queues of deliveries, shared by every replica on the store. What was accepted stays until it is delivered or dead:
/// a delivery that was taken and not settled is handed out again when its lease ends, or when the process that alone uses the
/// store starts again.
/// </summary>
/// <remarks>
/// Every method answers within the store's own deadline; when it cannot, it throws <see cref="StoreUnavailableException"/>.
/// What was asked for may have been carried out all the same, and asking again does no harm.
/// </remarks>
internal interface IDeliveryQueue
{
    /// <summary>
    /// Makes the event durable with everything that <paramref name="acceptance"/> names, or changes nothing. Atomic: of all
    /// attempts at one id, across every replica, one is answered <see cref="AcceptState.Accepted"/>.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// The store did not answer. If it has accepted all the same, the event will be delivered, and a retry is a duplicate. It may read
    /// the content until <see cref="StoreUnavailableException.Released"/>.
    /// </exception>
    ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation);

    /// <summary>Takes deliveries that are due, the longest due first; none when there is none.</summary>
    /// <param name="queue">Of which.</param>
    /// <param name="atMost">At least 1.</param>
    /// <param name="lease">After this time they may be handed out again.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <remarks>
    /// Of deliveries with one order key only the first that is open, and that once at a time. Contents come along up to
    /// <see cref="TakenDelivery.MostContent"/> each and <see cref="TakenDelivery.MostContents"/> together.
    /// </remarks>
    ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
        QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation);

    /// <summary>
    /// Lets deliveries stay for a further lease, from now on, with the process that has them in hand. One that another has taken
    /// meanwhile, that is over or that was redelivered is passed over; one whose lease has ended and that nobody has taken is kept.
    /// </summary>
    /// <param name="queue">Of all of them.</param>
    /// <param name="held">As they were taken.</param>
    /// <param name="lease">In place of what was left of theirs.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    ValueTask RenewAsync(QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Reads a content that has not come along. False if it is not kept (any more), or has another length.</summary>
    /// <param name="stored">Whose.</param>
    /// <param name="destination">As long as the content; filled if true.</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    /// <exception cref="StoreUnavailableException">
    /// The store did not answer. It may write to <paramref name="destination"/> until <see cref="StoreUnavailableException.Released"/>.
    /// </exception>
    ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation);

    /// <summary>Records how an attempt has ended. Delivered and dead hand the turn on to the next of the order key.</summary>
    ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation);

    /// <summary>The queues that hold anything, and how much.</summary>
    ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation);
}
