using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Reads one page.</summary>
internal sealed class ListRequest(DeliveryFilter filter, ListBounds bounds, int atMost) : SqliteRequest<DeliveryPage>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session) => Result = SqliteDeliveries.List(session, filter, bounds, atMost);
}
