using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Storage.Deliveries;

namespace Gateway.Storage.Sqlite.Deliveries;

/// <summary>The tables of events and of their contents. Its methods are part of the transaction they are called in.</summary>
internal static class SqliteEvents
{
    private const string ContentTable = "content";
    private const string ContentColumn = "content";

    private const string Seq = "SELECT seq FROM event WHERE id = ?1";

    private const string Insert =
        """
        INSERT INTO event (id, received, provider, key_id, event_id, event_type, deliveries)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """;

    private const string InsertContent = "INSERT INTO content (event, content) VALUES (?1, ?2)";

    private const string Select = "SELECT id, received, provider, key_id, event_id, event_type FROM event WHERE seq = ?1";

    private const string SelectContent = "SELECT content FROM content WHERE event = ?1";

    private const string SelectContentLength = "SELECT length(content) FROM content WHERE event = ?1"; // It reads none of it.

    private const string Release = "UPDATE event SET deliveries = deliveries - 1 WHERE seq = ?1";

    private const string Delete = "DELETE FROM event WHERE seq = ?1 AND deliveries = 0";

    private const string DeleteContent = "DELETE FROM content WHERE event = ?1";

    /// <summary>Null for one that is not kept.</summary>
    public static long? Find(SqliteSession session, Guid id)
    {
        Span<byte> name = stackalloc byte[16];
        id.TryWriteBytes(name, bigEndian: true, out _);
        return session.Statement(Seq).Bind(1, name).Number();
    }

    public static long Add(SqliteSession session, StoredEvent added, int deliveries)
    {
        Span<byte> id = stackalloc byte[16];
        added.Id.TryWriteBytes(id, bigEndian: true, out _); // Its time first: the newest is at the index's end.
        session.Statement(Insert)
            .Bind(1, id).Bind(2, Microseconds.Of(added.ReceivedAt)).Bind(3, added.Provider).Bind(4, added.KeyId)
            .Bind(5, added.EventId).Bind(6, added.EventType).Bind(7, deliveries)
            .Execute();
        var seq = session.LastRow;
        AddContent(session, seq, added.Content.Span);
        return seq;
    }

    /// <summary>An event that is kept.</summary>
    /// <param name="session">Of the transaction.</param>
    /// <param name="seq">Which.</param>
    /// <param name="route">Of its deliveries.</param>
    /// <param name="withContent">False for lists.</param>
    public static StoredEvent Read(SqliteSession session, long seq, string route, bool withContent)
    {
        var content = withContent ? Content(session, seq) : default;
        using var rows = session.Statement(Select).Bind(1, seq).Rows();
        return rows.Next()
            ? new StoredEvent
            {
                Id = rows.Id(0),
                Route = route,
                ReceivedAt = Microseconds.At(rows.Number(1)),
                Provider = rows.TextOrNull(2),
                KeyId = rows.TextOrNull(3),
                EventId = rows.TextOrNull(4),
                EventType = rows.TextOrNull(5),
                Content = content,
            }
            : throw new InvalidOperationException($"A delivery names event {seq}, which is not in the file.");
    }

    /// <summary>One delivery less; with the last the event goes.</summary>
    public static void Forget(SqliteSession session, long seq)
    {
        session.Statement(Release).Bind(1, seq).Execute();
        if (session.Statement(Delete).Bind(1, seq).Execute() > 0)
        {
            session.Statement(DeleteContent).Bind(1, seq).Execute();
        }
    }

    /// <summary>By what deliveries are found by the provider's id: of one length, whatever that is.</summary>
    public static long? Hash(string? eventId)
    {
        if (eventId is null)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(eventId), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>False if it is not there, or of another length.</summary>
    public static bool TryReadContent(SqliteSession session, long seq, Span<byte> destination)
    {
        if (session.Statement(SelectContentLength).Bind(1, seq).Number() != destination.Length)
        {
            return false;
        }

        session.ReadBlob(ContentTable, ContentColumn, seq, destination);
        return true;
    }

    /// <summary>A statement would make two copies of it: what is bound, and the row.</summary>
    private static void AddContent(SqliteSession session, long seq, ReadOnlySpan<byte> content)
    {
        var insert = session.Statement(InsertContent).Bind(1, seq);
        if (content.Length > TakenDelivery.MostContent)
        {
            insert.BindZeroes(2, content.Length).Execute();
            session.WriteBlob(ContentTable, ContentColumn, seq, content);
        }
        else
        {
            insert.Bind(2, content).Execute();
        }

        insert.BindZeroes(2, 0); // Or SQLite would keep its copy.
    }

    private static byte[] Content(SqliteSession session, long seq)
    {
        using var rows = session.Statement(SelectContent).Bind(1, seq).Rows();
        return rows.Next() ? rows.Bytes(0) : throw new InvalidOperationException($"Event {seq} has no content in the file.");
    }
}
