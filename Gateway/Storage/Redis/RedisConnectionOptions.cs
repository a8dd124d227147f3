using System.Net;
using StackExchange.Redis;

namespace Gateway.Storage.Redis;

/// <summary>What the library is told, made of <see cref="RedisOptions"/>.</summary>
internal static class RedisConnectionOptions
{
    /// <summary>Between two attempts to connect again.</summary>
    private const int ReconnectMilliseconds = 250;

    private const int MostMillisecondsForSentinels = 1000;

    // What the library would ask every server at the beginning of a connection: its settings, and of which servers it is
    // the sentinel. And it would listen, over a second connection, for what other programs with this library announce. The
    // gateway needs none of it, and a user that may do no more than it needs would be refused each time.
    private static readonly string[] Needless = ["CONFIG", "SENTINEL", "SUBSCRIBE"];

    // Without these the library cannot learn of other nodes, and asks no other. Without CLUSTER alone it would send that all
    // the same once INFO has told it of the cluster, and take each answer for that to another question. In the place of INFO
    // it would try whether it can SET a key.
    private static readonly string[] NeedlessOnOneNode = [.. Needless, "CLUSTER", "INFO", "SET"];

    /// <summary>For all servers that the options name.</summary>
    /// <exception cref="FormatException">The options cannot be used; the message is safe to show.</exception>
    public static ConfigurationOptions Create(RedisOptions options) => Create(options, Needless);

    /// <summary>For one server and no other.</summary>
    /// <exception cref="FormatException">The options cannot be used; the message is safe to show.</exception>
    public static ConfigurationOptions Create(RedisOptions options, EndPoint node)
    {
        var configuration = Create(options, NeedlessOnOneNode);
        configuration.EndPoints.Clear();
        configuration.EndPoints.Add(node);
        configuration.ServiceName = null;
        return configuration;
    }

    /// <summary>For the sentinels, which are the endpoints of <paramref name="servers"/>.</summary>
    public static ConfigurationOptions OfSentinels(ConfigurationOptions servers)
    {
        var sentinels = servers.Clone();
        sentinels.ServiceName = null;

        // Without these the library tells the sentinels what is the servers'.
        sentinels.User = sentinels.Password = null;
        (sentinels.User, sentinels.Password) = (sentinels.SentinelUser, sentinels.SentinelPassword);
        sentinels.CommandMap = CommandMap.Create(["AUTH", "HELLO", "INFO", "PING", "SENTINEL"]);

        // The first connection waits for all of them, also for one whose host is gone.
        sentinels.ConnectTimeout = Math.Min(servers.ConnectTimeout, MostMillisecondsForSentinels);
        return sentinels;
    }

    private static ConfigurationOptions Create(RedisOptions options, string[] needless)
    {
        var configuration = Parse(options.Configuration, needless) ?? throw new FormatException(
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

        if (options.CertificateAuthority is not null || options.ClientCertificate is not null)
        {
            if (!configuration.Ssl)
            {
                var key = options.CertificateAuthority is null ? nameof(options.ClientCertificate) : nameof(options.CertificateAuthority);
                throw new FormatException($"{key} is set, but the Redis configuration lacks ssl=true.");
            }

            configuration.SslClientAuthenticationOptions = new RedisTls(options, configuration).ForHost;
        }

        configuration.AbortOnConnectFail = false;

        // While there is no connection an operation is refused at once, not kept for one that may come: the provider comes again.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);

        // It tries again in the background. Further attempts of the first call are at times not heard of, and waited for 10 s.
        configuration.ConnectRetry = 1;

        // Every operation has its deadline in RedisCommands; the library's own only clears away what was left unanswered.
        configuration.AsyncTimeout = configuration.SyncTimeout = (int)options.Timeout.TotalMilliseconds;

        // A key and a channel outside of the gateway's own, for programs that promote replicas with this library; and a
        // command that Redis knows since 7.2, to say which library it is.
        configuration.TieBreaker = configuration.ConfigurationChannel = "";
        configuration.SetClientLibrary = false;
        return configuration;
    }

    /// <summary>Null if it cannot be parsed. Commands that are renamed in it stay so.</summary>
    /// <remarks>
    /// The library's message is left out: it quotes what it did not understand, and that may be half of a password.
    /// </remarks>
    private static ConfigurationOptions? Parse(string configuration, string[] needless)
    {
        if (string.IsNullOrWhiteSpace(configuration))
        {
            return null;
        }

        try
        {
            return ConfigurationOptions.Parse(configuration + string.Concat(needless.Select(command => $",${command}=")));
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
