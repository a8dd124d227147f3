using Gateway.Storage.Sqlite.Claims;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// The one thread that uses the file. Operations that have come together are one transaction, so that requests at the
/// same time share one write to the disk; each is answered when that write is done.
/// </summary>
internal sealed class SqliteWriter(SqliteOptions options, SqliteQueue queue, SqliteClock clock, SqliteClaims claims, Action committed)
{
    private readonly List<SqliteOperation> _leftOver = [];
    private SqliteSession? _session;

    // The first room that there is again is for the log to be moved into the file, or more of it would take that room as well.
    private bool _isShortOfSpace;

    /// <summary>Writes until the queue is closed and empty.</summary>
    public void Run(SqliteSession session)
    {
        _session = session;
        while (queue.Take(_leftOver) is { } operations)
        {
            Write(operations);
        }

        Attempt([], 0, 0); // What was answered before it is in the file.
        Close();
    }

    private void Write(IReadOnlyList<SqliteOperation> operations)
    {
        if (Attempt(operations, 0, operations.Count) is not { } exception)
        {
            return;
        }

        if (exception is SqliteException { IsOfEverything: true } or StoreUnavailableException)
        {
            claims.Behind.Refused();
            Fail(operations, 0, operations.Count, exception);
            return;
        }

        // One of them is to blame, or there is room for some: each on its own, and only those fail that do. First what has
        // ended is removed, also for a single one: a full file under steady traffic would else never have room again.
        // A small disk may be full of the log alone, which is else not moved into the file before it has its usual size.
        if (exception is SqliteException { IsOfSpace: true })
        {
            _isShortOfSpace = _session?.TryEmptyLog() == false;
        }

        if (Attempt(operations, 0, count: 0) is not null)
        {
            claims.Behind.Refused();
        }

        for (var index = 0; index < operations.Count; index++)
        {
            if (Attempt(operations, index, 1) is { } own)
            {
                Fail(operations, index, 1, own);
            }
        }
    }

    /// <summary>One transaction. Returns what went wrong: then nothing of it was carried out.</summary>
    private Exception? Attempt(IReadOnlyList<SqliteOperation> operations, int start, int count)
    {
        try
        {
            _session ??= SqliteSession.Open(options);
            var before = _session.TotalChanges;
            _session.Begin();
            claims.Begin(_session);
            for (var index = start; index < start + count; index++)
            {
                if (!operations[index].IsForItsCallerOnly || !operations[index].IsSettled)
                {
                    operations[index].Execute(_session);
                }
            }

            KeepHouse(_session, count);
            _session.Commit();
            claims.Committed();
            if (_session.TotalChanges != before)
            {
                committed();
            }

            _isShortOfSpace = _isShortOfSpace && !_session.TryEmptyLog();
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever it is, it is the operation's, not the writer's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            claims.RolledBack();
            Abandon(exception);
            return exception;
        }

        for (var index = start; index < start + count; index++)
        {
            if (!operations[index].TrySucceed())
            {
                KeepLeftOver(operations[index], isDone: true);
            }
        }

        return null;
    }

    private void KeepHouse(SqliteSession session, int operations)
    {
        if (claims.Finish(session, isIdle: operations == 0))
        {
            queue.Ring(); // There is more: in the next transaction, so that nobody waits for all of it.
        }

        if (operations > 0 || claims.IsChanged)
        {
            clock.KeepNowAndThen(session);
        }
    }

    private void Fail(IReadOnlyList<SqliteOperation> operations, int start, int count, Exception exception)
    {
        var failure = exception switch
        {
            StoreUnavailableException => exception,
            SqliteException sqlite => new StoreUnavailableException($"The store cannot be written: {sqlite.Explain(options.Path)}", sqlite),
            _ => new StoreUnavailableException("The operation failed by a defect of the gateway.", exception),
        };
        for (var index = start; index < start + count; index++)
        {
            operations[index].TryFail(failure);
            if (exception is SqliteException)
            {
                KeepLeftOver(operations[index], isDone: false);
            }
        }
    }

    private void KeepLeftOver(SqliteOperation operation, bool isDone)
    {
        if (_leftOver.Count < SqliteQueue.MostWaiting && operation.LeftOver(isDone) is { } left)
        {
            _leftOver.Add(left);
        }
    }

    /// <summary>Leaves the transaction, and a connection that is of no use any more: the next attempt opens a new one.</summary>
    private void Abandon(Exception exception)
    {
        try
        {
            if (exception is not SqliteException { IsOfConnection: true })
            {
                _session?.Rollback();
                return;
            }
        }
        catch (SqliteException)
        {
            // Not even that.
        }

        _session?.Dispose();
        _session = null;
    }

    private void Close()
    {
        try
        {
            if (_session is not null)
            {
                clock.KeepIn(_session);
            }
        }
        catch (SqliteException)
        {
            // The time of the last transactions is in the file; that of the end would only be closer.
        }

        _session?.Dispose();
    }
}
