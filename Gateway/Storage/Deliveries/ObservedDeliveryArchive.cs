namespace Gateway.Storage.Deliveries;

/// <summary>An archive of deliveries that is watched.</summary>
internal sealed class ObservedDeliveryArchive(IDeliveryArchive archive, StoreObserver observer) : IDeliveryArchive
{
    public ValueTask<DeliveryPage> ListAsync(
        DeliveryFilter filter, string? after, int atMost, CancellationToken cancellation) => observer.AskAsync(
        "list",
        (archive, filter, after, atMost, cancellation),
        static ask => ask.archive.ListAsync(ask.filter, ask.after, ask.atMost, ask.cancellation));

    public ValueTask<EventRecord?> FindAsync(Guid id, CancellationToken cancellation) => observer.AskAsync(
        "find",
        (archive, id, cancellation),
        static ask => ask.archive.FindAsync(ask.id, ask.cancellation));

    public ValueTask<bool> RedeliverAsync(Guid id, string destination, CancellationToken cancellation) => observer.AskAsync(
        "replay",
        (archive, id, destination, cancellation),
        static ask => ask.archive.RedeliverAsync(ask.id, ask.destination, ask.cancellation));

    public ValueTask<bool> DiscardAsync(Guid id, string destination, CancellationToken cancellation) => observer.AskAsync(
        "discard",
        (archive, id, destination, cancellation),
        static ask => ask.archive.DiscardAsync(ask.id, ask.destination, ask.cancellation));

    public ValueTask<int> RemoveAsync(Retention retention, int atMost, CancellationToken cancellation) => observer.AskAsync(
        "remove",
        (archive, retention, atMost, cancellation),
        static ask => ask.archive.RemoveAsync(ask.retention, ask.atMost, ask.cancellation));
}
