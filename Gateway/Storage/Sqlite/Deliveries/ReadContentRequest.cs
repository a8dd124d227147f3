namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>Reads one content.</summary>
internal sealed class ReadContentRequest(Guid id, Memory<byte> destination) : SqliteRequest<bool>
{
    private readonly Lock _gate = new();
    private Memory<byte> _destination = destination;

    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        Memory<byte> wanted;
        lock (_gate)
        {
            wanted = _destination;
        }

        Result = !wanted.IsEmpty && SqliteDeliveries.TryReadContent(session, id, wanted.Span);
    }

    /// <summary>Lets go of the memory: it may be long until a disk that hangs comes to this.</summary>
    protected override void Fail(Exception exception)
    {
        lock (_gate)
        {
            _destination = default;
        }

        base.Fail(exception);
    }
}
