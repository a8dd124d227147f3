using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Removes a few deliveries that are over.</summary>
internal sealed class RemoveRequest(SqliteDeliveries deliveries, Retention retention, int atMost) : SqliteRequest<int>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session) => Result = deliveries.Remove(session, retention, atMost);
}
