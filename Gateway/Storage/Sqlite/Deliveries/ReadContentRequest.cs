namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Reads one content.</summary>
internal sealed class ReadContentRequest(Guid id, Memory<byte> destination) : ContentRequest<bool>
{
    private Memory<byte> _destination = destination;

    protected override bool Use(SqliteSession session) => SqliteDeliveries.TryReadContent(session, id, _destination.Span);

    protected override void LetGo() => _destination = default;
}
