using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Lets deliveries stay with who has them; of no use any more once that one has asked again.</summary>
internal sealed class RenewRequest(SqliteDeliveries deliveries, IReadOnlyList<TakenDelivery> held, TimeSpan lease) : SqliteRequest<bool>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        foreach (var delivery in held)
        {
            deliveries.Renew(session, delivery, lease);
        }
    }
}
