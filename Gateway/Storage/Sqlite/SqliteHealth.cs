namespace Gateway.Storage.Sqlite;

/// <summary>Asks the file to take something: a full or broken disk can still be read.</summary>
internal sealed class SqliteHealth(SqliteDatabase database) : IStoreHealth
{
    public string Name => "sqlite";

    public async ValueTask<bool> IsAvailableAsync(CancellationToken cancellation)
    {
        try
        {
            await database.AskAsync(new ProbeRequest(), cancellation);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
