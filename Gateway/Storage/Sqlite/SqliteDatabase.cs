using Gateway.Observability;
using Gateway.Storage.Sqlite.Claims;
using Gateway.Storage.Sqlite.Deliveries;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// The gateway's own file: held by one process, written by one thread, and never waited for longer than the deadline.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    /// <summary>An operation ends this part of the deadline early, so that it never ends late.</summary>
    private const int LooksPerTimeout = 8;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(5);

    private readonly SqliteFile _file;
    private readonly SqliteQueue _queue;
    private readonly TimeSpan _look;
    private readonly ITimer _late;
    private readonly ITimer _rounds;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private int _isLooking;
    private long _commits;

    private SqliteDatabase(
        SqliteFile file, SqliteSession session, SqliteOptions options, TimeProvider time, GatewayMetrics metrics)
    {
        (_file, _time, _look) = (file, time, options.Timeout / LooksPerTimeout);
        _queue = new SqliteQueue(options.Timeout, time);
        Clock = new SqliteClock(time, SqliteClock.SeenIn(session));
        Claims = new SqliteClaims(Clock, new ClaimsBehind(options.Timeout, time, _queue.Ring));
        Claims.Resume(session);
        Deliveries = new SqliteDeliveries(Claims, Clock);
        Deliveries.Resume(session);
        _late = time.CreateTimer(
            static database => ((SqliteDatabase)database!).FailLate(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rounds = time.CreateTimer(
            static database => ((SqliteDatabase)database!)._queue.Ring(), this, BetweenRounds, BetweenRounds);
        var writer = new SqliteWriter(options, _queue, Clock, Claims, () =>
        {
            Interlocked.Increment(ref _commits);
            metrics.StoreCommitted("sqlite");
        });
        new Thread(() => Write(writer, session)) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    public SqliteClock Clock { get; }

    public SqliteClaims Claims { get; }

    public SqliteDeliveries Deliveries { get; }

    /// <summary>How many transactions have changed the file.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Takes the file for this process, and opens it.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; the message says why, and names it.</exception>
    public static SqliteDatabase Open(SqliteOptions options, TimeProvider time, GatewayMetrics metrics)
    {
        var file = SqliteFile.Take(options.Path);
        try
        {
            var session = SqliteSession.Open(options);
            try
            {
                return new SqliteDatabase(file, session, options, time, metrics);
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            file.Dispose();
            throw new StoreUnavailableException($"The store cannot be opened: {exception.Explain(options.Path)}", exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Has it carried out, and answers when it is durable.</summary>
    /// <exception cref="StoreUnavailableException">It was not, within the deadline.</exception>
    public ValueTask<T> AskAsync<T>(SqliteRequest<T> request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _queue.Add(request);
        if (cancellation.CanBeCanceled)
        {
            request.CancelWith(cancellation);
        }

        if (Volatile.Read(ref _isLooking) == 0 && Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            _late.Change(_look, Timeout.InfiniteTimeSpan);
        }

        return request.Answer;
    }

    /// <summary>Writes what waits, empties the log into the file and gives it back; not for ever, if the disk hangs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _rounds.DisposeAsync();
        Claims.Behind.Close();
        _queue.Close();
        try
        {
            await _closed.Task.WaitAsync(LongestClose, _time);
            _file.Dispose();
        }
        catch (TimeoutException)
        {
            // The thread may still write: the file stays this process's until it ends.
        }

        await _late.DisposeAsync();
        Claims.Dispose();
    }

    private void Write(SqliteWriter writer, SqliteSession session)
    {
        try
        {
            writer.Run(session);
        }
        finally
        {
            _closed.TrySetResult();
        }
    }

    /// <summary>Looks again as long as anybody waits.</summary>
    private void FailLate()
    {
        Volatile.Write(ref _isLooking, 0);
        if (_queue.FailLate(_look) && Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            _late.Change(_look, Timeout.InfiniteTimeSpan);
        }
    }
}
