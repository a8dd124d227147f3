using Gateway.Storage.Deliveries;
using Gateway.Storage.States;

namespace Gateway.Storage.Sqlite.States;

/// <summary>Writes one state, if nobody has since it was read, and takes out those that nobody writes any more.</summary>
internal sealed class WriteStateRequest(string name, ReadOnlyMemory<byte> content, long version, DateTimeOffset now) : SqliteRequest<bool>
{
    public override void Execute(SqliteSession session)
    {
        session.Statement("DELETE FROM state WHERE written < ?1").Bind(1, Microseconds.NotBefore(now - IStateStore.KeptFor)).Execute();
        if (Version(session) != version || !session.TryFindRoom(content.Length))
        {
            Result = false;
            return;
        }

        session.Statement("INSERT OR REPLACE INTO state (name, version, written, content) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, name)
            .Bind(2, version + 1)
            .Bind(3, Microseconds.Of(now))
            .Bind(4, content.Span)
            .Execute();
        Result = true;
    }

    private long Version(SqliteSession session)
    {
        using var rows = session.Statement("SELECT version FROM state WHERE name = ?1").Bind(1, name).Rows();
        return rows.Next() ? rows.Number(0) : 0;
    }
}
