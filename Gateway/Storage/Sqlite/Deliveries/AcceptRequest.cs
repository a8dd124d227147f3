using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>
/// Stores an event. Not for a caller who has been told already that the store did not answer; but what was stored for one who
/// is told so a moment later stays, and is delivered.
/// </summary>
internal sealed class AcceptRequest(SqliteDeliveries deliveries, Acceptance acceptance) : SqliteRequest<AcceptState>
{
    private Acceptance? _acceptance = acceptance;

    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        Result = AcceptState.Unknown; // Not what an attempt before this one found.
        if (Volatile.Read(ref _acceptance) is { } wanted)
        {
            Result = deliveries.Accept(session, wanted);
        }
    }

    /// <summary>Lets go of the content: it may be long until a disk that hangs comes to this.</summary>
    protected override void Fail(Exception exception)
    {
        Volatile.Write(ref _acceptance, null);
        base.Fail(exception);
    }
}
