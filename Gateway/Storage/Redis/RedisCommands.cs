using System.Net;
using System.Runtime.CompilerServices;
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
    private readonly RedisRoles _roles;
    private readonly TimeSpan _timeout;
    private int _outstanding;

    /// <param name="options">Where Redis is.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="node">The one node to send commands to; null for those that they belong to.</param>
    /// <exception cref="FormatException">The options cannot be used; the message is safe to show.</exception>
    public RedisCommands(RedisOptions options, TimeProvider clock, EndPoint? node = null)
    {
        _connection = new RedisConnection(options, clock, node);
        _timeout = options.Timeout;
        _roles = new RedisRoles(_connection, clock);
        _probe = new RedisProbe(_connection, _roles, _timeout, clock);
        Clock = clock;
        KeyPrefix = options.KeyPrefix;
        Replicas = new RedisReplicas(options, this);
        _roles.Start();
    }

    public string KeyPrefix { get; }

    public TimeProvider Clock { get; }

    /// <summary>Of an operation.</summary>
    public TimeSpan Timeout => _timeout;

    /// <summary>Confirm what was carried out, where the options ask for that.</summary>
    public RedisReplicas Replicas { get; }

    /// <summary>Whether this says that Redis cannot be reached, did not answer or refused.</summary>
    public static bool IsRedisFailure(Exception exception) =>
        exception is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException
            or OperationCanceledException or StoreUnavailableException;

    /// <summary>Whether there is a connection, and a server that answers.</summary>
    public bool IsConnected => _connection.IsConnected && !_probe.IsSilent;

    /// <summary>Whether the first attempt to connect is under way.</summary>
    public bool IsOpening => !_connection.Opening.IsCompleted;

    /// <summary>Whether a server has refused the user or the password in the last attempt to connect.</summary>
    public bool RefusesCredentials => _connection.RefusesCredentials;

    /// <summary>Whether a server's certificate was not believed in the last attempt to connect.</summary>
    public bool IsUntrusted => _connection.IsUntrusted;

    /// <summary>Whether a call may only have keys of one slot. True as long as it is not known.</summary>
    public bool IsCluster => _connection.IsCluster;

    /// <exception cref="StoreUnavailableException">Redis is silent: whatever is sent would wait for nothing.</exception>
    public void ThrowIfSilent()
    {
        if (_probe.IsSilent)
        {
            throw new StoreUnavailableException("Redis does not answer.");
        }
    }

    /// <summary>Begins an operation, unless it would only join others that wait for nothing.</summary>
    /// <exception cref="StoreUnavailableException">Redis is silent, or too many operations wait for it.</exception>
    public RedisOperation Begin(RedisKey key)
    {
        ThrowIfSilent();
        if (Interlocked.Increment(ref _outstanding) > MostOutstanding)
        {
            End();
            throw new StoreUnavailableException($"Redis has left {MostOutstanding} operations unanswered so far.");
        }

        return new(this, key, Clock.GetTimestamp());
    }

    /// <summary>The connection, once there has been an attempt to connect.</summary>
    public ValueTask<IDatabase> DatabaseAsync(in RedisOperation operation, CancellationToken cancellation) =>
        _connection.Database is { } database ? new(database) : FirstDatabaseAsync(operation, cancellation);

    /// <summary>An operation of one command. Failures are those of <see cref="Unavailable"/>.</summary>
    /// <param name="key">What it is about.</param>
    /// <param name="send">Static, with what it needs in <paramref name="state"/>, so that nothing is captured.</param>
    /// <param name="state">What <paramref name="send"/> needs.</param>
    /// <param name="cancellation">Gives up waiting; the command may be carried out all the same.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> SendAsync<TState, T>(
        RedisKey key,
        Func<IDatabase, RedisKey, TState, Task<T>> send,
        TState state,
        CancellationToken cancellation)
    {
        using var operation = Begin(key);
        try
        {
            var database = await DatabaseAsync(operation, cancellation);
            return await operation.BeforeDeadlineAsync(send(database, key, state), cancellation);
        }
        catch (Exception failure) when (IsRedisFailure(failure))
        {
            throw Unavailable(failure, operation, cancellation);
        }
    }

    /// <summary>What to throw for an operation that failed, having noted whether Redis is silent.</summary>
    /// <remarks>
    /// A refusal is quoted, and what the attempts to connect have told. What the library says of a connection is for the
    /// inner exception: a page of counters.
    /// </remarks>
    /// <param name="failure">How it failed.</param>
    /// <param name="operation">Which.</param>
    /// <param name="cancellation">Its.</param>
    /// <param name="released">Over when the client reads nothing of its caller's memory any more; null if it was given none.</param>
    public Exception Unavailable(
        Exception failure, in RedisOperation operation, CancellationToken cancellation, Task? released = null)
    {
        released ??= Task.CompletedTask;
        if (cancellation.IsCancellationRequested)
        {
            return new OperationCanceledException(failure.Message, failure, cancellation);
        }

        switch (failure)
        {
            case StoreUnavailableException:
                return failure; // Of its own making, while nothing was under way.
            case TimeoutException:
                _probe.Start(operation.Key);
                var late = $"Redis did not answer within {_timeout.TotalMilliseconds:0} ms";
                return new StoreUnavailableException(_connection.Failure is { } why ? $"{late}: {why}." : $"{late}.", failure)
                {
                    Released = released,
                };
            case RedisServerException:
                if (failure.Message.StartsWith("READONLY", StringComparison.Ordinal))
                {
                    _roles.Look();
                }

                return new StoreUnavailableException($"Redis refused: {failure.Message}", failure) { Released = released };
            default:
                _roles.Look();
                return new StoreUnavailableException(NotConnected(), failure) { Released = released };
        }
    }

    public TimeSpan Remaining(in RedisOperation operation)
    {
        var remaining = _timeout - Clock.GetElapsedTime(operation.Started);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    public void End() => Interlocked.Decrement(ref _outstanding);

    public async ValueTask DisposeAsync()
    {
        _probe.Stop();
        _roles.Stop();
        await Replicas.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async ValueTask<IDatabase> FirstDatabaseAsync(RedisOperation operation, CancellationToken cancellation)
    {
        await _connection.Opening.WaitAsync(Remaining(operation), Clock, cancellation);
        if (_connection.Database is { } database)
        {
            return database;
        }

        _probe.Start(operation.Key); // The attempt has failed; the probe makes the next.
        throw new StoreUnavailableException(NotConnected());
    }

    private string NotConnected() => _connection.Failure is { } why ? $"Redis is not connected: {why}." : "Redis is not connected.";
}
