using Gateway.Storage.States;

namespace Gateway.Storage.Sqlite.States;

/// <summary>Reads one state.</summary>
internal sealed class ReadStateRequest(string name) : SqliteRequest<StateEntry?>
{
    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        using var rows = session.Statement("SELECT content, version FROM state WHERE name = ?1").Bind(1, name).Rows();
        Result = rows.Next() ? new StateEntry(rows.Bytes(0), rows.Number(1)) : null;
    }
}
