using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Takes deliveries. What nobody was told to have taken is given back, before its lease ends.</summary>
internal sealed class TakeRequest(SqliteDeliveries deliveries, QueueName queue, int atMost, TimeSpan lease)
    : SqliteRequest<IReadOnlyList<TakenDelivery>>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        Result = []; // Not what an attempt before this one found.
        Result = deliveries.TakeDue(session, queue, atMost, lease);
    }

    /// <summary>Also when the commit failed: the disk may have had it by then.</summary>
    public override SqliteOperation? LeftOver(bool isDone) =>
        Result is { Count: > 0 } taken ? new GiveBackRequest(deliveries, taken) : null;
}
