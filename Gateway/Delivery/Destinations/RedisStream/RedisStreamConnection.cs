using Gateway.Delivery.Destinations.Brokers;
using Gateway.Storage.Redis;
using StackExchange.Redis;

namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>The connection to a Redis with streams: the store's own client, with the care that takes of a server that is silent.</summary>
internal sealed class RedisStreamConnection(RedisOptions options, TimeProvider clock) : IBrokerConnection
{
    /// <summary>Of one entry, be it large.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly RedisCommands _commands = new(options, clock);

    public BrokerState State => _commands switch
    {
        { IsConnected: true } => BrokerState.Connected,
        { RefusesCredentials: true } => BrokerState.Unauthorized,
        { IsUntrusted: true } => BrokerState.Untrusted,
        { IsOpening: true } => BrokerState.Connecting,
        _ => BrokerState.Away,
    };

    /// <summary>Whether the connection is not there because Redis refuses its credentials.</summary>
    public bool RefusesCredentials => _commands is { IsConnected: false, RefusesCredentials: true };

    /// <summary>Whether the connection is not there because the certificate of Redis is not believed.</summary>
    public bool IsUntrusted => _commands is { IsConnected: false, IsUntrusted: true };

    /// <summary>Appends an entry, and returns with its id.</summary>
    /// <param name="key">Of the stream.</param>
    /// <param name="fields">The entry.</param>
    /// <param name="maxLength">About how many entries are kept; null for all.</param>
    /// <param name="released">Called once, when the client reads nothing of the fields any more, however this ends.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="Gateway.Storage.StoreUnavailableException">Redis did not take it, or did not say so.</exception>
    public async Task AddAsync(
        string key, NameValueEntry[] fields, long? maxLength, Action released, CancellationToken cancellation)
    {
        var sent = Task.CompletedTask;
        try
        {
            using var operation = _commands.Begin(key);
            var adding = await BeginAsync(operation, key, fields, maxLength, cancellation);
            sent = adding;
            await WaitAsync(operation, adding, cancellation);
        }
        finally
        {
            _ = sent.ContinueWith(
                static (_, state) => ((Action)state!)(),
                released,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    public ValueTask DisposeAsync() => _commands.DisposeAsync();

    private async Task<Task<RedisValue>> BeginAsync(
        RedisOperation operation, string key, NameValueEntry[] fields, long? maxLength, CancellationToken cancellation)
    {
        try
        {
            var database = await _commands.DatabaseAsync(operation, cancellation);
            return database.StreamAddAsync(
                key, fields, messageId: null, maxLength, useApproximateMaxLength: maxLength is not null, limit: null, StreamTrimMode.KeepReferences,
                CommandFlags.DemandMaster);
        }
        catch (Exception failure) when (RedisCommands.IsRedisFailure(failure))
        {
            throw _commands.Unavailable(failure, operation, cancellation);
        }
    }

    private async Task WaitAsync(RedisOperation operation, Task<RedisValue> sent, CancellationToken cancellation)
    {
        try
        {
            await operation.BeforeDeadlineAsync(sent, cancellation);
        }
        catch (Exception failure) when (RedisCommands.IsRedisFailure(failure))
        {
            throw _commands.Unavailable(failure, operation, cancellation, sent);
        }
    }
}
