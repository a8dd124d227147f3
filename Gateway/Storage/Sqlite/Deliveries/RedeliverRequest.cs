namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Has a delivery delivered once more.</summary>
internal sealed class RedeliverRequest(SqliteDeliveries deliveries, Guid id, string destination) : SqliteRequest<bool>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session) => Result = deliveries.Redeliver(session, id, destination);
}
