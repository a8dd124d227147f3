using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// Sends commands to Redis and guards the gateway against a Redis that does not answer: each operation has a deadline
/// (the library's asynchronous ones have none), their number is bounded, and after one that was left unanswered all
/// others fail at once until Redis is heard of again.
/// </summary>
internal sealed class RedisCommands : IAsyncDisposable
{
    /// <summary>Far above what a Redis that answers ever has before it, and little memory.</summary>
    private const int MostOutstanding = 4096;

    private readonly RedisConnection _connection;
    private readonly RedisProbe _probe;
    private readonly TimeSpan _timeout;
    private int _outstanding;

    /// <exception cref="FormatException">The options cannot be used; the message is safe to show.</exception>
    public RedisCommands(RedisOptions options, TimeProvider clock)
    {
        _connection = new RedisConnection(options);
        _timeout = options.Timeout;
        _probe = new RedisProbe(_connection, _timeout, clock);
        Clock = clock;
        KeyPrefix = options.KeyPrefix;
    }

    public string KeyPrefix { get; }

    public TimeProvider Clock { get; }

    /// <summary>Whether this is how the library says that Redis cannot be reached, did not answer or refused.</summary>
    public static bool IsRedisFailure(Exception exception) =>
        exception is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException
            or OperationCanceledException;

    /// <summary>Begins an operation, unless it would only join others that wait for nothing.</summary>
    /// <exception cref="StoreUnavailableException">Not connected, silent, or too many operations at once.</exception>
    public ValueTask<RedisOperation> BeginAsync(RedisKey key, CancellationToken cancellation)
    {
        if (_probe.IsSilent)
        {
            throw new StoreUnavailableException("Redis does not answer.");
        }

        return _connection.Database is { } database
            ? new(Begin(database, key, Clock.GetTimestamp()))
            : BeginOnceConnectedAsync(key, cancellation);
    }

    /// <summary>Sends one command and waits for its answer, until the deadline of the operation.</summary>
    /// <param name="operation">Of <see cref="BeginAsync"/>.</param>
    /// <param name="send">Static, with what it needs in <paramref name="state"/>, so that nothing is captured.</param>
    /// <param name="state">What <paramref name="send"/> needs.</param>
    /// <param name="cancellation">Gives up waiting; the command may be carried out all the same.</param>
    /// <exception cref="StoreUnavailableException">No answer in time, no connection, or a refusal by Redis.</exception>
    public async ValueTask<T> SendAsync<TState, T>(
        RedisOperation operation,
        Func<IDatabase, RedisKey, TState, Task<T>> send,
        TState state,
        CancellationToken cancellation)
    {
        Task<T>? answer = null;
        try
        {
            answer = send(operation.Database, operation.Key, state);
            return await answer.WaitAsync(Remaining(operation.Started), Clock, cancellation);
        }
        catch (Exception failure) when (IsRedisFailure(failure))
        {
            cancellation.ThrowIfCancellationRequested();
            throw Unavailable(failure, operation.Key, answer);
        }
    }

    public void End() => Interlocked.Decrement(ref _outstanding);

    public ValueTask DisposeAsync()
    {
        _probe.Stop();
        return _connection.DisposeAsync();
    }

    private RedisOperation Begin(IDatabase database, RedisKey key, long started)
    {
        if (Interlocked.Increment(ref _outstanding) > MostOutstanding)
        {
            End();
            throw new StoreUnavailableException($"Redis has left {MostOutstanding} operations unanswered so far.");
        }

        return new(this, database, key, started);
    }

    private async ValueTask<RedisOperation> BeginOnceConnectedAsync(RedisKey key, CancellationToken cancellation)
    {
        var started = Clock.GetTimestamp();
        try
        {
            await _connection.Opening.WaitAsync(_timeout, Clock, cancellation);
        }
        catch (TimeoutException)
        {
            // Then there is no database, as there is none when the attempt to connect has failed.
        }

        if (_connection.Database is { } database)
        {
            return Begin(database, key, started);
        }

        _probe.Start(key, unanswered: null);
        throw new StoreUnavailableException("Redis is not connected.");
    }

    private TimeSpan Remaining(long started)
    {
        var remaining = _timeout - Clock.GetElapsedTime(started);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    /// <remarks>
    /// Only a refusal is quoted. What the library says of a connection is for the inner exception: a page of counters.
    /// </remarks>
    private StoreUnavailableException Unavailable(Exception failure, RedisKey key, Task? answer)
    {
        switch (failure)
        {
            case TimeoutException:
                _probe.Start(key, answer);
                return new($"Redis did not answer within {_timeout.TotalMilliseconds:0} ms.", failure);
            case RedisServerException:
                return new($"Redis refused: {failure.Message}", failure);
            default:
                return new("Redis is not connected.", failure);
        }
    }
}
