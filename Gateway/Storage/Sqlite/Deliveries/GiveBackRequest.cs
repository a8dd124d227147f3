using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Gives deliveries back that nobody holds.</summary>
internal sealed class GiveBackRequest(SqliteDeliveries deliveries, IReadOnlyList<TakenDelivery> taken) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session)
    {
        foreach (var delivery in taken)
        {
            deliveries.GiveBack(session, delivery);
        }
    }
}
