using Gateway.Storage.States;

namespace Gateway.Storage.Sqlite.States;

/// <summary>States in the gateway's own file, there again after a restart.</summary>
internal sealed class SqliteStateStore(SqliteDatabase database, TimeProvider clock) : IStateStore
{
    public ValueTask<StateEntry?> ReadAsync(string name, CancellationToken cancellation) =>
        database.AskAsync(new ReadStateRequest(name), cancellation);

    public ValueTask<bool> WriteAsync(string name, ReadOnlyMemory<byte> content, long version, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, IStateStore.MostBytes, nameof(content));
        return database.AskAsync(new WriteStateRequest(name, content, version, clock.GetUtcNow()), cancellation);
    }
}
