using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Records how an attempt has ended; worth doing late.</summary>
internal sealed class SettleRequest(SqliteDeliveries deliveries, DeliverySettlement settlement) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session) => deliveries.Settle(session, settlement);
}
