using System.Text.Json;
using Confluent.Kafka;
using Gateway.Delivery.Destinations.Brokers;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>The producer of this process for a cluster of Kafka: librdkafka connects, batches and repeats by itself.</summary>
internal sealed class KafkaConnection : IBrokerConnection
{
    /// <summary>An event that no broker has acknowledged by then is not sent any more; the next attempt is a new record.</summary>
    private const int LongestMilliseconds = 10_000;

    private readonly ProducerConfig _config;
    private readonly Lock _gate = new();
#pragma warning disable CA2213 // Disposable fields are disposed: it is, on a thread of its own, since that blocks.
    private IProducer<byte[]?, byte[]>? _producer;
#pragma warning restore CA2213
    private volatile string? _failure;
    private volatile bool _isUp;
    private volatile bool _isUnauthorized;
    private volatile bool _isUntrusted;
    private volatile bool _hasHeard;

    public KafkaConnection(KafkaCluster cluster)
    {
        _config = ConfigOf(cluster);
        _producer = TryBuild();
    }

    public BrokerState State =>
        _isUp ? BrokerState.Connected
        : _isUnauthorized ? BrokerState.Unauthorized
        : _isUntrusted ? BrokerState.Untrusted
        : _hasHeard ? BrokerState.Away
        : BrokerState.Connecting;

    /// <summary>Whether the brokers refuse the credentials.</summary>
    public bool IsUnauthorized => !_isUp && _isUnauthorized;

    /// <summary>Whether the brokers' certificates are not believed.</summary>
    public bool IsUntrusted => !_isUp && _isUntrusted;

    /// <summary>What was last heard of a broker that is not there; null for nothing.</summary>
    public string? Failure => _isUp ? null : _failure;

    /// <summary>Returns when the record is acknowledged by all replicas in sync.</summary>
    /// <exception cref="KafkaException">It is not, and why.</exception>
    public async Task ProduceAsync(string topic, Message<byte[]?, byte[]> record, CancellationToken cancellation)
    {
        var producer = Volatile.Read(ref _producer) ?? BuildAgain();
        try
        {
            await producer.ProduceAsync(topic, record, cancellation);
        }
        catch (KafkaException exception) when (exception.Error.IsFatal)
        {
            Replace(producer); // It takes nothing any more.
            throw;
        }
    }

    public ValueTask DisposeAsync() => _producer is { } producer ? new(Task.Run(producer.Dispose)) : default; // Which blocks.

    private static ProducerConfig ConfigOf(KafkaCluster cluster)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = cluster.Brokers,
            ClientId = "webhook-gateway",
            Acks = Acks.All,
            EnableIdempotence = true,
            MessageTimeoutMs = LongestMilliseconds,
            SocketTimeoutMs = LongestMilliseconds / 2,
            RequestTimeoutMs = LongestMilliseconds / 2,
            MessageMaxBytes = cluster.MaxBytes,
            LingerMs = 1,
            ReconnectBackoffMaxMs = 1000,
            StatisticsIntervalMs = 1000,
            AllowAutoCreateTopics = false,
            SecurityProtocol = (cluster.UsesTls, cluster.Mechanism) switch
            {
                (true, null) => SecurityProtocol.Ssl,
                (true, _) => SecurityProtocol.SaslSsl,
                (false, null) => SecurityProtocol.Plaintext,
                _ => SecurityProtocol.SaslPlaintext,
            },
            SslCaLocation = cluster.Tls.CertificateAuthority,
            SslCertificateLocation = cluster.Tls.ClientCertificate,
            SslKeyLocation = cluster.Tls.ClientCertificateKey ?? cluster.Tls.ClientCertificate,
        };
        if (cluster.Mechanism is { } mechanism)
        {
            config.SaslMechanism = mechanism switch
            {
                KafkaMechanism.ScramSha256 => SaslMechanism.ScramSha256,
                KafkaMechanism.ScramSha512 => SaslMechanism.ScramSha512,
                _ => SaslMechanism.Plain,
            };
            (config.SaslUsername, config.SaslPassword) = (cluster.User, cluster.Password);
        }

        config.Set("topic.metadata.propagation.max.ms", "2000"); // So long a topic may be unknown before that is an answer.
        return config;
    }

    private IProducer<byte[]?, byte[]> Build() => new ProducerBuilder<byte[]?, byte[]>(_config)
        .SetLogHandler(static (_, _) => { })
        .SetErrorHandler((_, error) => Hear(error))
        .SetStatisticsHandler((_, statistics) => Hear(statistics))
        .Build();

    /// <summary>
    /// Null if there is none, such as for a file of TLS that has gone since it was looked at, or a system without librdkafka: as of a broker that is away, the
    /// next attempt tries again.
    /// </summary>
    private IProducer<byte[]?, byte[]>? TryBuild()
    {
        try
        {
            return Build();
        }
#pragma warning disable CA1031 // Do not catch general exception types: whatever the library throws, other destinations do not wait for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (_failure, _hasHeard) = (exception.Message, true);
            return null;
        }
    }

    private IProducer<byte[]?, byte[]> BuildAgain()
    {
        lock (_gate)
        {
            Volatile.Write(ref _producer, _producer ?? TryBuild());
            return _producer ?? throw new KafkaException(new Error(ErrorCode.Local_AllBrokersDown, _failure));
        }
    }

    private void Replace(IProducer<byte[]?, byte[]> broken)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(broken, _producer))
            {
                return;
            }

            Volatile.Write(ref _producer, Build());
        }

        _ = Task.Run(broken.Dispose); // Waits for what it still has.
    }

    private void Hear(Error error)
    {
        _hasHeard = true;
        if (error.Code == ErrorCode.Local_AllBrokersDown && (_isUnauthorized || _isUntrusted))
        {
            return; // Why, has been said.
        }

        _failure = error.Reason;
        var isOfTls = error.Code == ErrorCode.Local_Ssl;
        _isUntrusted = isOfTls && error.Reason.Contains("verify failed", StringComparison.Ordinal);
        _isUnauthorized = error.Code is ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed
            || (isOfTls && error.Reason.Contains(" alert ", StringComparison.Ordinal)); // The broker refuses the client certificate.
    }

    /// <summary>Each second, in JSON: whether any broker is connected.</summary>
    private void Hear(string statistics)
    {
        using var document = JsonDocument.Parse(statistics);
        var isUp = false;
        foreach (var broker in document.RootElement.GetProperty("brokers").EnumerateObject())
        {
            isUp |= broker.Value.GetProperty("state").ValueEquals("UP");
        }

        _isUp = isUp;
        _isUnauthorized &= !isUp;
        _isUntrusted &= !isUp;
    }
}
