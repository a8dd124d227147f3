using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Redis.Deliveries;

/// <summary>
/// Deliveries in Redis, shared by every replica: a stream for each queue, read by one group whose consumers are the
/// processes. Everything of a route is on one node of a cluster, so that each transition is one script.
/// </summary>
internal sealed class RedisDeliveryStore : IDeliveryQueue, IDeliveryArchive
{
    private readonly RedisDeliveryQueue _queue;
    private readonly RedisDeliveryArchive _archive;

    public RedisDeliveryStore(RedisCommands commands)
    {
        var keys = new RedisKeys(commands.KeyPrefix);
        var routes = new RedisRoutes(commands, keys);
        _queue = new RedisDeliveryQueue(commands, keys, routes);
        _archive = new RedisDeliveryArchive(commands, keys, routes);
    }

    public ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation) =>
        _queue.AcceptAsync(acceptance, cancellation);

    public ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
        QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation) =>
        _queue.TakeAsync(queue, atMost, lease, cancellation);

    public ValueTask RenewAsync(
        QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation) =>
        _queue.RenewAsync(queue, held, lease, cancellation);

    public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation) =>
        _queue.ReadContentAsync(stored, destination, cancellation);

    public ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation) =>
        _queue.SettleAsync(settlement, cancellation);

    public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation) =>
        _queue.StatusAsync(cancellation);

    public ValueTask<DeliveryPage> ListAsync(
        DeliveryFilter filter, string? after, int atMost, CancellationToken cancellation) =>
        _archive.ListAsync(filter, after, atMost, cancellation);

    public ValueTask<EventRecord?> FindAsync(Guid id, CancellationToken cancellation) =>
        _archive.FindAsync(id, cancellation);

    public ValueTask<bool> RedeliverAsync(Guid id, string destination, CancellationToken cancellation) =>
        _archive.RedeliverAsync(id, destination, cancellation);

    public ValueTask<bool> DiscardAsync(Guid id, string destination, CancellationToken cancellation) =>
        _archive.DiscardAsync(id, destination, cancellation);

    public ValueTask<int> RemoveAsync(Retention retention, int atMost, CancellationToken cancellation) =>
        _archive.RemoveAsync(retention, atMost, cancellation);
}
