namespace Gateway.Storage.Deliveries;

/// <summary>A store of deliveries that is watched.</summary>
internal sealed class ObservedDeliveryQueue(IDeliveryQueue queue, StoreObserver observer) : IDeliveryQueue
{
    public ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation) => observer.AskAsync(
        "accept",
        (queue, acceptance, cancellation),
        static ask => ask.queue.AcceptAsync(ask.acceptance, ask.cancellation));

    public ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
        QueueName name, int atMost, TimeSpan lease, CancellationToken cancellation) => observer.AskAsync(
        "take_deliveries",
        (queue, name, atMost, lease, cancellation),
        static ask => ask.queue.TakeAsync(ask.name, ask.atMost, ask.lease, ask.cancellation));

    public ValueTask RenewAsync(
        QueueName name, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation) => observer.AskAsync(
        "renew",
        (queue, name, held, lease, cancellation),
        static ask => ask.queue.RenewAsync(ask.name, ask.held, ask.lease, ask.cancellation));

    public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation) =>
        observer.AskAsync(
            "read_content",
            (queue, stored, destination, cancellation),
            static ask => ask.queue.ReadContentAsync(ask.stored, ask.destination, ask.cancellation));

    public ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation) => observer.AskAsync(
        "settle",
        (queue, settlement, cancellation),
        static ask => ask.queue.SettleAsync(ask.settlement, ask.cancellation));

    public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation) => observer.AskAsync(
        "status",
        (queue, cancellation),
        static ask => ask.queue.StatusAsync(ask.cancellation));
}
