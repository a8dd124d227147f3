using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.RabbitMq;

/// <summary>An exchange of RabbitMQ that events are published to, as written: null means the file does not say.</summary>
internal sealed record RabbitMqConfig
{
    /// <summary>
    /// The nodes of one cluster, parted by commas, such as <c>amqp://rabbit-1:5672/webhooks</c>: the path of the first is the virtual host, without
    /// one <c>/</c>; <c>amqps://</c> asks for TLS. Required.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>The exchange; it has to be there, for nothing is ever declared. An empty text is the default exchange. Required.</summary>
    public string? Exchange { get; init; }

    /// <summary>A template such as <c>{route}.{type}</c>; at most 255 bytes. Required.</summary>
    public string? RoutingKey { get; init; }

    /// <summary>Whether an event that no queue takes is a failure, and not thrown away. Default true.</summary>
    public bool? Mandatory { get; init; }

    /// <summary>Whether durable queues write events to the disk before they are confirmed. Default true.</summary>
    public bool? Persistent { get; init; }

    /// <summary>The user's name. Default <c>guest</c>.</summary>
    public string? User { get; init; }

    /// <summary>The user's password, as a reference (<c>env:</c> or <c>file:</c>).</summary>
    public string? Password { get; init; }

    /// <summary>Headers of the provider that go along; at most 64. Default: none.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>In which form events go there: as they were received, or as CloudEvents. Default: as they were received.</summary>
    public MessageFormatConfig? Format { get; init; }

    /// <summary>The largest body that the broker takes, in bytes (<c>max_message_size</c>). Default: what it says itself.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>PEM file of the private authority that signed the broker's certificate. Default: the system's authorities.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>PEM file of the certificate that is shown to a broker that asks for one.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key, not encrypted. Default: the file of the certificate.</summary>
    public string? ClientCertificateKey { get; init; }
}
