using Gateway.Storage;
using Gateway.Storage.Deliveries;
using Gateway.Storage.Memory;
using Gateway.Storage.Sqlite;
using Gateway.Storage.Sqlite.Deliveries;

namespace Gateway.Tests.Support;

/// <summary>Deliveries of one route in a file.</summary>
internal sealed class DeliveryScene(SqliteDatabase database)
{
    public const string Route = "orders";

    public static readonly QueueName Erp = new(Route, "erp");

    private static int _events;

    public SqliteDeliveryStore Store { get; } = new(database);

    public static StoredEvent Event(int bytes = 100)
    {
        var received = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMilliseconds(Interlocked.Increment(ref _events));
        return new StoredEvent { Id = Guid.CreateVersion7(received), Route = Route, ReceivedAt = received, Content = new byte[bytes] };
    }

    public static Claim Claim(int number) =>
        new(new MemoryClaimStore(TimeProvider.System), DatabaseFolder.Key(number), ClaimOwner.Next(), TimeSpan.FromDays(7), TimeSpan.FromMinutes(1), 0);

    public static Acceptance Acceptance(StoredEvent received) => new(received, ["erp"]);

    public async Task<AcceptState> AcceptAsync(StoredEvent received) => await Store.AcceptAsync(Acceptance(received), CancellationToken.None);

    public async Task<IReadOnlyList<TakenDelivery>> TakeAsync(int atMost = 100) =>
        await Store.TakeAsync(Erp, atMost, TimeSpan.FromHours(1), CancellationToken.None);

    public async Task SettleAsync(TakenDelivery taken, DeliveryState state, int historyBytes = 0, TimeSpan after = default) =>
        await Store.SettleAsync(new DeliverySettlement(taken, state, new byte[historyBytes]) { After = after }, CancellationToken.None);

    public async Task<int> RemoveAsync(DeliveryState state) =>
        await Store.RemoveAsync(new Retention(Erp, state, TimeSpan.Zero, 0), int.MaxValue, CancellationToken.None);

    public async Task<QueueStatus?> StatusAsync() => (await Store.StatusAsync(CancellationToken.None)).SingleOrDefault();
}
