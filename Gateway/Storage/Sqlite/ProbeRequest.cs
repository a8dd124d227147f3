namespace Gateway.Storage.Sqlite;

/// <summary>
/// Writes as much as a few claims do: less may still have room where they have none. Other bytes each time, or SQLite
/// would leave the pages as they are.
/// </summary>
internal sealed class ProbeRequest : SqliteRequest<bool>
{
    private const string Write = "UPDATE probe SET filler = randomblob(16384) WHERE id = 1";

    public override bool IsForItsCallerOnly => true;

    public override void Execute(SqliteSession session)
    {
        if (session.IsNearlyFull)
        {
            throw SqliteException.Full();
        }

        session.Statement(Write).Execute();
    }
}
