using System.Net;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// The only place that knows how the library connects: everything else sees an <see cref="IDatabase"/>. Connects in the
/// background, so that the gateway starts while Redis is down, and reconnects on its own.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly ConfigurationOptions _configuration;
    private readonly TimeProvider _clock;
    private readonly RedisAttempts _attempts = new();
    private readonly RedisSentinels? _sentinels;
    private readonly Lock _lock = new();
    private Task _changing = Task.CompletedTask;
    private ConnectionMultiplexer? _multiplexer;
    private IDatabase? _database;
    private EndPoint? _primary;
    private volatile ConnectionKind _kind;
    private volatile bool _disposed;

    /// <param name="options">Where Redis is.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="node">The one node to connect to; null for all of them, or for the primary that the sentinels name.</param>
    /// <exception cref="FormatException">The options cannot be used; the message is safe to show.</exception>
    public RedisConnection(RedisOptions options, TimeProvider clock, EndPoint? node = null)
    {
        _clock = clock;
        _configuration = node is null ? RedisConnectionOptions.Create(options) : RedisConnectionOptions.Create(options, node);
        if (_configuration.ServiceName is { Length: > 0 } service)
        {
            // Not to be seen by the library, which would ask the sentinels itself.
            _configuration.ServiceName = null;
            _sentinels = new RedisSentinels(RedisConnectionOptions.OfSentinels(_configuration), service, options.Timeout, clock);
        }

        _configuration.ConnectionAttemptCompleted += _attempts.Note;
        Opening = OpenAsync();
    }

    /// <summary>What is wrong with the options, safe to show, or null; connects to nothing.</summary>
    public static string? Check(RedisOptions options)
    {
        try
        {
            RedisConnectionOptions.Create(options);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Ends when the first attempt to connect has ended. Never fails.</summary>
    public Task Opening { get; }

    /// <summary>Null until the first attempt to connect has ended.</summary>
    public IDatabase? Database => Volatile.Read(ref _database);

    /// <summary>Whether it is one to a Redis Cluster. True as long as there is none.</summary>
    public bool IsCluster => _kind switch
    {
        ConnectionKind.Unknown => LookForKind() != ConnectionKind.Single,
        var kind => kind == ConnectionKind.Cluster,
    };

    /// <summary>Why a server is not connected, safe to show; null if all are, or if it is not known.</summary>
    public string? Failure => _sentinels?.Failure ?? _attempts.Failure;

    /// <summary>Whether there is a connection.</summary>
    public bool IsConnected => Volatile.Read(ref _multiplexer) is { IsConnected: true };

    /// <summary>Whether a server has refused the user or the password in the last attempt to connect.</summary>
    public bool RefusesCredentials => _attempts.RefusesCredentials;

    /// <summary>Whether a server's certificate was not believed in the last attempt to connect.</summary>
    public bool IsUntrusted => _attempts.IsUntrusted;

    /// <summary>Whether sentinels say which server is the primary, so that it may change while it answers.</summary>
    public bool HasSentinels => _sentinels is not null;

    /// <summary>
    /// Replaces the connection by a new one. The library does not notice a peer that vanished without a word (a host
    /// that lost power, a firewall that forgot the connection): it waits until TCP gives up, a quarter of an hour.
    /// Never fails.
    /// </summary>
    public Task OpenAsync() => InTurnAsync(ReplaceAsync);

    /// <summary>Goes on to the primary that the sentinels name, unless it is there. Never fails.</summary>
    /// <returns>Whether it was somewhere else.</returns>
    public Task<bool> FollowPrimaryAsync() => _sentinels is null ? Task.FromResult(false) : InTurnAsync(FollowAsync);

    /// <summary>Asks every server what it is by now. Never fails.</summary>
    public async Task LookForRolesAsync()
    {
        try
        {
            if (Volatile.Read(ref _multiplexer) is { } multiplexer)
            {
                await multiplexer.ConfigureAsync();
            }
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever it is, it is asked for again.
        catch
#pragma warning restore CA1031
        {
            // The next operation that fails has it tried again.
        }
    }

    /// <summary>Does not wait for an attempt to connect that is under way: it closes what it opened.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await CloseAsync(Interlocked.Exchange(ref _multiplexer, null));
        if (_sentinels is not null)
        {
            await _sentinels.DisposeAsync();
        }
    }

    /// <summary>One change at a time: two would each close the connection of the other.</summary>
    private Task<bool> InTurnAsync(Func<Task<bool>> change)
    {
        lock (_lock)
        {
            var turn = ChangeAsync(_changing, change);
            _changing = turn;
            return turn;
        }
    }

    private async Task<bool> ChangeAsync(Task before, Func<Task<bool>> change)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // Not under the lock.
        try
        {
            return !_disposed && await change();
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever it is, it is not the last attempt.
        catch
#pragma warning restore CA1031
        {
            return false; // Whoever needs the database finds none, or the old one, and has it tried again.
        }
        finally
        {
            if (_disposed) // Meanwhile, and then without this connection.
            {
                await DisposeAsync();
            }
        }
    }

    private async Task<bool> ReplaceAsync()
    {
        if (_sentinels is null)
        {
            await ReplaceAsync(_configuration);
            return true;
        }

        return await _sentinels.FindPrimaryAsync() is { } primary && await ReplaceAsync(primary);
    }

    private async Task<bool> FollowAsync() =>
        await _sentinels!.FindPrimaryAsync() is { } primary && !primary.Equals(_primary) && await ReplaceAsync(primary);

    private async Task<bool> ReplaceAsync(EndPoint primary)
    {
        var configuration = _configuration.Clone();
        configuration.EndPoints.Clear();
        configuration.EndPoints.Add(primary);
        await ReplaceAsync(configuration);
        _primary = primary;
        return true;
    }

    private async Task ReplaceAsync(ConfigurationOptions configuration)
    {
        _attempts.Forget();
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration);
        if (!multiplexer.IsConnected)
        {
            await _attempts.HearAsync(_clock);
        }

        _kind = ConnectionKind.Unknown;
        Volatile.Write(ref _database, multiplexer.GetDatabase());
        await CloseAsync(Interlocked.Exchange(ref _multiplexer, multiplexer));
    }

    /// <summary>A server that is not connected does not say what it is.</summary>
    private ConnectionKind LookForKind()
    {
        if (Volatile.Read(ref _multiplexer) is { IsConnected: true } multiplexer)
        {
            _kind = Array.Exists(multiplexer.GetServers(), server => server.ServerType == ServerType.Cluster)
                ? ConnectionKind.Cluster
                : ConnectionKind.Single;
        }

        return _kind;
    }

    private static async Task CloseAsync(ConnectionMultiplexer? multiplexer)
    {
        if (multiplexer is not null)
        {
            // Not waiting for commands to complete: a Redis that hangs would hang this as well.
            await multiplexer.CloseAsync(allowCommandsToComplete: false);
            await multiplexer.DisposeAsync();
        }
    }
}
