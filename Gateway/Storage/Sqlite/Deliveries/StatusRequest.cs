using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Reads what the queues hold.</summary>
internal sealed class StatusRequest : SqliteRequest<IReadOnlyList<QueueStatus>>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session) => Result = SqliteQueues.Status(session);
}
