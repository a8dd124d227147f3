using System.Runtime.CompilerServices;
using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Deliveries in the gateway's own file: durable before they are answered, and there again after a restart.</summary>
internal sealed class SqliteDeliveryStore(SqliteDatabase database) : IDeliveryQueue, IDeliveryArchive
{
    /// <summary>Removed in one operation: others wait for the writer meanwhile.</summary>
    private const int RemovedAtOnce = 32;

    public ValueTask<AcceptState> AcceptAsync(Acceptance acceptance, CancellationToken cancellation) =>
        database.AskAsync(new AcceptRequest(database.Deliveries, acceptance), cancellation);

    public ValueTask<IReadOnlyList<TakenDelivery>> TakeAsync(
        QueueName queue, int atMost, TimeSpan lease, CancellationToken cancellation) =>
        database.AskAsync(new TakeRequest(database.Deliveries, queue, atMost, lease), cancellation);

    public async ValueTask RenewAsync(
        QueueName queue, IReadOnlyList<TakenDelivery> held, TimeSpan lease, CancellationToken cancellation) =>
        await database.AskAsync(new RenewRequest(database.Deliveries, held, lease), cancellation);

    public ValueTask<bool> ReadContentAsync(StoredEvent stored, Memory<byte> destination, CancellationToken cancellation) =>
        database.AskAsync(new ReadContentRequest(stored.Id, destination), cancellation);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SettleAsync(DeliverySettlement settlement, CancellationToken cancellation) =>
        await database.AskAsync(new SettleRequest(database.Deliveries, settlement), cancellation);

    public ValueTask<IReadOnlyList<QueueStatus>> StatusAsync(CancellationToken cancellation) =>
        database.AskAsync(new StatusRequest(), cancellation);

    public ValueTask<DeliveryPage> ListAsync(
        DeliveryFilter filter, string? after, int atMost, CancellationToken cancellation) =>
        database.AskAsync(new ListRequest(filter, ListBounds.Of(filter, after), atMost), cancellation);

    public ValueTask<EventRecord?> FindAsync(Guid id, CancellationToken cancellation) =>
        database.AskAsync(new FindRequest(id), cancellation);

    public ValueTask<bool> RedeliverAsync(Guid id, string destination, CancellationToken cancellation) =>
        database.AskAsync(new RedeliverRequest(database.Deliveries, id, destination), cancellation);

    public ValueTask<bool> DiscardAsync(Guid id, string destination, CancellationToken cancellation) =>
        database.AskAsync(new DiscardRequest(database.Deliveries, id, destination), cancellation);

    public async ValueTask<int> RemoveAsync(Retention retention, int atMost, CancellationToken cancellation)
    {
        var removed = 0;
        while (removed < atMost)
        {
            var next = Math.Min(RemovedAtOnce, atMost - removed);
            var now = await database.AskAsync(new RemoveRequest(database.Deliveries, retention, next), cancellation);
            removed += now;
            if (now < next)
            {
                break;
            }
        }

        return removed;
    }
}
