using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Captures;

/// <summary>Reads one kept request.</summary>
internal sealed class FindCaptureRequest(Guid id) : SqliteRequest<CaptureRecord?>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        using var rows = session.Statement(
                "SELECT id, request_id, route, outcome, client, received, bytes, release, content FROM capture WHERE id = ?1")
            .Bind(1, id.ToByteArray(bigEndian: true))
            .Rows();
        Result = rows.Next() ? Read(rows) with { Content = rows.Bytes(8) } : null;
    }

    /// <summary>All but the content, from columns in this order.</summary>
    public static CaptureRecord Read(in SqliteRows rows) => new()
    {
        Id = rows.Id(0),
        RequestId = rows.Text(1),
        Route = rows.Text(2),
        Outcome = rows.Text(3),
        Client = rows.TextOrNull(4),
        ReceivedAt = Microseconds.At(rows.Number(5)),
        Bytes = rows.Number(6),
        Release = ReleaseMark.Parse(rows.Text(7)),
    };
}
