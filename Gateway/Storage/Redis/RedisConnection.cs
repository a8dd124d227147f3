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
    private ConnectionMultiplexer? _multiplexer;
    private IDatabase? _database;
    private volatile bool _disposed;

    /// <param name="options">Where Redis is.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="node">The one node to connect to; null for all of them.</param>
    /// <exception cref="FormatException">The options cannot be used; the message is safe to show.</exception>
    public RedisConnection(RedisOptions options, TimeProvider clock, EndPoint? node = null)
    {
        _clock = clock;
        _configuration = node is null ? RedisConnectionOptions.Create(options) : RedisConnectionOptions.Create(options, node);
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

    /// <summary>Why a server is not connected, safe to show; null if all are, or if it is not known.</summary>
    public string? Failure => _attempts.Failure;

    /// <summary>
    /// Replaces the connection by a new one. The library does not notice a peer that vanished without a word (a host
    /// that lost power, a firewall that forgot the connection): it waits until TCP gives up, a quarter of an hour.
    /// </summary>
    /// <remarks>One call at a time.</remarks>
    public async Task OpenAsync()
    {
        try
        {
            _attempts.Forget();
            var multiplexer = await ConnectionMultiplexer.ConnectAsync(_configuration);
            if (!multiplexer.IsConnected)
            {
                await _attempts.HearAsync(_clock);
            }

            Volatile.Write(ref _database, multiplexer.GetDatabase());
            await CloseAsync(Interlocked.Exchange(ref _multiplexer, multiplexer));
            if (_disposed) // Meanwhile, and then without this connection.
            {
                await DisposeAsync();
            }
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever it is, it is not the last attempt.
        catch
#pragma warning restore CA1031
        {
            // Whoever needs the database finds none, or the old one, and has it tried again.
        }
    }

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
