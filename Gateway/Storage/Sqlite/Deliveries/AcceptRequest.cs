using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Stores an event. What was stored for a caller who is told a moment later that it was not stays, and is delivered.</summary>
internal sealed class AcceptRequest(SqliteDeliveries deliveries, Acceptance acceptance) : ContentRequest<AcceptState>
{
    private Acceptance? _acceptance = acceptance;

    protected override AcceptState Use(SqliteSession session) =>
        _acceptance is { } wanted ? deliveries.Accept(session, wanted) : AcceptState.Unknown;

    protected override void LetGo() => _acceptance = null;
}
