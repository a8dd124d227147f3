using Gateway.Storage.Captures;
using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Captures;

/// <summary>Keeps one request, and takes out what is beyond the bounds.</summary>
internal sealed class AddCaptureRequest(CaptureRecord record, CaptureBounds bounds, DateTimeOffset now) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session)
    {
        var release = ReleaseOf(session) ?? record.Release.ToText();
        session.Statement("DELETE FROM capture WHERE id = ?1").Bind(1, Id(record.Id)).Execute();
        session.Statement("DELETE FROM capture WHERE received < ?1").Bind(1, Microseconds.NotBefore(now - bounds.KeepFor)).Execute();
        if (bounds.MaxCount < 1 || record.Bytes > bounds.MaxBytes || record.ReceivedAt < now - bounds.KeepFor)
        {
            Result = false;
            return;
        }

        // The oldest first, one by one: there is seldom more than one too many.
        while (IsOver(session))
        {
            session.Statement("DELETE FROM capture WHERE seq = (SELECT seq FROM capture ORDER BY received, id LIMIT 1)").Execute();
        }

        // What is kept for a look is not worth the room of what is owed to a backend.
        if (!session.TryFindRoom(record.Content.Length))
        {
            Result = false;
            return;
        }

        session.Statement(
                """
                INSERT INTO capture (id, request_id, route, outcome, client, received, bytes, content, release)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                """)
            .Bind(1, Id(record.Id))
            .Bind(2, record.RequestId)
            .Bind(3, record.Route)
            .Bind(4, record.Outcome)
            .Bind(5, record.Client)
            .Bind(6, Microseconds.Of(record.ReceivedAt))
            .Bind(7, record.Bytes)
            .Bind(8, record.Content.Span)
            .Bind(9, release)
            .Execute();
        Result = true;
    }

    /// <summary>What has become of it since it was added before; null if it was not.</summary>
    private string? ReleaseOf(SqliteSession session)
    {
        using var rows = session.Statement("SELECT release FROM capture WHERE id = ?1").Bind(1, Id(record.Id)).Rows();
        return rows.Next() ? rows.Text(0) : null;
    }

    private bool IsOver(SqliteSession session)
    {
        using var rows = session.Statement("SELECT count(*), coalesce(sum(bytes), 0) FROM capture").Rows();
        rows.Next();
        return rows.Number(0) > 0 && (rows.Number(0) >= bounds.MaxCount || rows.Number(1) + record.Bytes > bounds.MaxBytes);
    }

    private static byte[] Id(Guid id) => id.ToByteArray(bigEndian: true);
}
