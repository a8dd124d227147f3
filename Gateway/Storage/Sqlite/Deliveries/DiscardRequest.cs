namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Removes one dead letter.</summary>
internal sealed class DiscardRequest(SqliteDeliveries deliveries, Guid id, string destination) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session) => Result = deliveries.Discard(session, id, destination);
}
