using Gateway.Delivery.Destinations.Brokers;
using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>Compiles a destination's <c>Kafka</c>.</summary>
internal static class KafkaCompiler
{
    private const long DefaultMaxBytes = 1_000_000;
    private const long MostMaxBytes = 1_000_000_000; // The client's own bound.
    private const long LeastMaxBytes = 1000;

    /// <summary>The policy; null if a problem was reported.</summary>
    public static KafkaPolicy? Compile(BrokerSection section, KafkaConfig config)
    {
        if (string.IsNullOrWhiteSpace(config.Brokers))
        {
            section.Report("is missing; say where Kafka is, e.g. \"localhost:9092\".", "Brokers");
        }
        else if (config.Brokers.Contains("://", StringComparison.Ordinal) || config.Brokers.Contains('@', StringComparison.Ordinal))
        {
            section.Report("holds more than hosts and ports; write such as \"kafka-1:9092,kafka-2:9092\".", "Brokers");
        }

        if ((config.User is null) != (config.Password is null))
        {
            section.Report("needs the other one of 'User' and 'Password'.", config.User is null ? "Password" : "User");
        }

        if (config.Mechanism is not null && config.User is null)
        {
            section.Report("has no effect without 'User' and 'Password'.", "Mechanism");
        }

        var maxBytes = config.MaxBytes ?? DefaultMaxBytes;
        if (maxBytes is < LeastMaxBytes or > MostMaxBytes)
        {
            section.Report($"is {maxBytes}; use {LeastMaxBytes} to {MostMaxBytes} bytes.", "MaxBytes");
        }
        else
        {
            section.ReportTooLarge(config.MaxBytes);
        }

        var tls = section.Tls(config.CertificateAuthority, config.ClientCertificate, config.ClientCertificateKey);
        var cluster = new KafkaCluster
        {
            Brokers = config.Brokers ?? "",
            Mechanism = config.User is null ? null : config.Mechanism ?? KafkaMechanism.Plain,
            User = config.User,
            Password = section.Secret(config.Password, "Password"),
            UsesTls = config.Tls ?? !tls.IsEmpty,
            Tls = tls,
            TlsFiles = section.HashOf(config.CertificateAuthority, config.ClientCertificate, config.ClientCertificateKey),
            MaxBytes = (int)Math.Clamp(maxBytes, LeastMaxBytes, MostMaxBytes),
        };
        var message = section.Message(config.Headers, config.Format, CloudEventBinding.Kafka);
        var topic = section.Template(config.Topic, "Topic", "webhooks.{route}", KafkaTopic.Defect);
        var key = config.Key is null ? null : section.Template(config.Key, "Key", "{body:/customer}", static _ => null);
        return topic is null ? null : new KafkaPolicy(cluster, topic, key, message);
    }
}
