using Gateway.Storage.Captures;

namespace Gateway.Storage.Sqlite.Captures;

/// <summary>Kept requests in the gateway's own file, there again after a restart.</summary>
internal sealed class SqliteCaptureStore(SqliteDatabase database, TimeProvider clock) : ICaptureStore
{
    public ValueTask<bool> AddAsync(CaptureRecord record, CaptureBounds bounds, CancellationToken cancellation) =>
        database.AskAsync(new AddCaptureRequest(record, bounds, clock.GetUtcNow()), cancellation);

    public ValueTask<bool> RemoveAsync(Guid id, CancellationToken cancellation) =>
        database.AskAsync(new RemoveCaptureRequest(id), cancellation);

    public ValueTask<CapturePage> ListAsync(CaptureFilter filter, string? after, int atMost, CancellationToken cancellation)
    {
        if (after is not null)
        {
            CapturePlace.Parse(after); // Here, and not on the writer's thread, where it would be the store's failure.
        }

        return database.AskAsync(new ListCapturesRequest(filter, after, atMost), cancellation);
    }

    public ValueTask<CaptureRecord?> FindAsync(Guid id, CancellationToken cancellation) =>
        database.AskAsync(new FindCaptureRequest(id), cancellation);

    public ValueTask<bool> TryMarkAsync(Guid id, ReleaseMark expected, ReleaseMark next, CancellationToken cancellation) =>
        database.AskAsync(new MarkCaptureRequest(id, expected, next), cancellation);
}
