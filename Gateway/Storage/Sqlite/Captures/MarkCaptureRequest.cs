using Gateway.Storage.Captures;

namespace Gateway.Storage.Sqlite.Captures;

/// <summary>Says what has become of a kept request, if nobody else did meanwhile.</summary>
internal sealed class MarkCaptureRequest(Guid id, ReleaseMark expected, ReleaseMark next) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session) =>
        Result = session.Statement("UPDATE capture SET release = ?3 WHERE id = ?1 AND release = ?2")
            .Bind(1, id.ToByteArray(bigEndian: true))
            .Bind(2, expected.ToText())
            .Bind(3, next.ToText())
            .Execute() > 0;
}
