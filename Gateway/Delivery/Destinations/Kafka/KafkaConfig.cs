using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.Kafka;

/// <summary>A topic of Kafka that events are produced to, as written: null means the file does not say.</summary>
internal sealed record KafkaConfig
{
    /// <summary>Some brokers of the cluster, parted by commas, such as <c>kafka-1:9092,kafka-2:9092</c>. Required.</summary>
    public string? Brokers { get; init; }

    /// <summary>A template such as <c>webhooks.{type}</c>; the topic has to be there, for none is ever created. Required.</summary>
    public string? Topic { get; init; }

    /// <summary>The record's key, a template such as <c>{body:/customer}</c>: records with the same key keep their order in one partition. Default: none.</summary>
    public string? Key { get; init; }

    /// <summary>How user and password are shown (SASL). Default <see cref="KafkaMechanism.Plain"/>.</summary>
    public KafkaMechanism? Mechanism { get; init; }

    /// <summary>The user's name.</summary>
    public string? User { get; init; }

    /// <summary>The user's password, as a reference (<c>env:</c> or <c>file:</c>).</summary>
    public string? Password { get; init; }

    /// <summary>Whether the brokers are reached by TLS. Default false, with one of the files below true.</summary>
    public bool? Tls { get; init; }

    /// <summary>Headers of the provider that go along; at most 64. Default: none.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>In which form events go there: as they were received, or as CloudEvents. Default: as they were received.</summary>
    public MessageFormatConfig? Format { get; init; }

    /// <summary>The largest record that the topic takes, in bytes (<c>message.max.bytes</c>). Default 1,000,000; 1,000 to 1,000,000,000.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>PEM file of the private authority that signed the brokers' certificates. Default: the system's authorities.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>PEM file of the certificate that is shown to a broker that asks for one.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key, not encrypted. Default: the file of the certificate.</summary>
    public string? ClientCertificateKey { get; init; }
}
