namespace Gateway.Storage.Sqlite.Captures;

/// <summary>Forgets one kept request.</summary>
internal sealed class RemoveCaptureRequest(Guid id) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session) =>
        Result = session.Statement("DELETE FROM capture WHERE id = ?1").Bind(1, id.ToByteArray(bigEndian: true)).Execute() > 0;
}
