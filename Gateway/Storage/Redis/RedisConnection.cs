using System.Net;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>
/// The only place that knows how the library connects: everything else sees an <see cref="IDatabase"/>. Connects in the
/// background, so that the gateway starts while Redis is down, and reconnects on its own.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>Between two attempts to connect again.</summary>
    private const int ReconnectMilliseconds = 250;

    private readonly ConfigurationOptions _configuration;
    private ConnectionMultiplexer? _multiplexer;
    private IDatabase? _database;
    private volatile bool _disposed;

    /// <param name="options">Where Redis is.</param>
    /// <param name="node">The one node to connect to; null for all of them.</param>
    /// <exception cref="FormatException">The options cannot be used; the message is safe to show.</exception>
    public RedisConnection(RedisOptions options, EndPoint? node = null)
    {
        _configuration = Parse(options);
        if (node is not null)
        {
            // Without these the library cannot learn of other nodes, and asks no other. Without CLUSTER alone it would send
            // that all the same once INFO has told it of the cluster, and take each answer for that to another question.
            // In the place of INFO it would try whether it can SET a key.
            _configuration.EndPoints.Clear();
            _configuration.EndPoints.Add(node);
            _configuration.CommandMap = CommandMap.Create(["CLUSTER", "INFO", "SET"], available: false);
            _configuration.TieBreaker = "";
        }

        Opening = OpenAsync();
    }

    /// <summary>What is wrong with the options, safe to show, or null; connects to nothing.</summary>
    public static string? Check(RedisOptions options)
    {
        try
        {
            Parse(options);
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

    /// <summary>
    /// Replaces the connection by a new one. The library does not notice a peer that vanished without a word (a host
    /// that lost power, a firewall that forgot the connection): it waits until TCP gives up, a quarter of an hour.
    /// </summary>
    /// <remarks>One call at a time.</remarks>
    public async Task OpenAsync()
    {
        try
        {
            var multiplexer = await ConnectionMultiplexer.ConnectAsync(_configuration);
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

    private static ConfigurationOptions Parse(RedisOptions options)
    {
        var configuration = Parse(options.Configuration) ?? throw new FormatException(
            "The Redis configuration cannot be parsed. It is a list of host:port and key=value, separated by commas; "
            + "a value cannot contain a comma.");

        if (configuration.EndPoints.Count == 0)
        {
            throw new FormatException("The Redis configuration names no endpoint, such as redis:6379.");
        }

        if (options.Timeout <= TimeSpan.Zero)
        {
            throw new FormatException($"The Redis timeout is {options.Timeout}; it must be above 0.");
        }

        if (options.CertificateAuthority is { } file)
        {
            if (!configuration.Ssl)
            {
                throw new FormatException("CertificateAuthority is set, but the Redis configuration lacks ssl=true.");
            }

            configuration.CertificateValidation += new RedisCertificateAuthority(file).Accepts;
        }

        configuration.AbortOnConnectFail = false;

        // While there is no connection an operation is refused at once, not kept for one that may come: the provider comes again.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);

        // Every operation has its deadline in RedisCommands; the library's own only clears away what was left unanswered.
        configuration.AsyncTimeout = configuration.SyncTimeout = (int)options.Timeout.TotalMilliseconds;
        return configuration;
    }

    /// <remarks>
    /// The library's message is left out: it quotes what it did not understand, and that may be half of a password.
    /// </remarks>
    private static ConfigurationOptions? Parse(string configuration)
    {
        try
        {
            return ConfigurationOptions.Parse(configuration);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
