using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>
/// Stores an event. Not for a caller who has been told already that the store did not answer; but what was stored for one who
/// is told so a moment later stays, and is delivered.
/// </summary>
internal sealed class AcceptRequest(SqliteDeliveries deliveries, Acceptance acceptance) : SqliteRequest<AcceptState>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        Result = AcceptState.Unknown; // Not what an attempt before this one found.
        Result = deliveries.Accept(session, acceptance);
    }
}
