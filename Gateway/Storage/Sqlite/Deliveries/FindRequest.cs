using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Reads one event.</summary>
internal sealed class FindRequest(Guid id) : SqliteRequest<EventRecord?>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session) => Result = SqliteDeliveries.FindEvent(session, id);
}
