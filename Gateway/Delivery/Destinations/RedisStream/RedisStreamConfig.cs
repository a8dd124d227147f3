using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.RedisStream;

/// <summary>A stream of Redis that events are appended to, as written: null means the file does not say.</summary>
internal sealed record RedisStreamConfig
{
    /// <summary>
    /// The connection in StackExchange.Redis' syntax (<c>host:6379,user=...,password=...,ssl=true</c>), literally or as a reference
    /// (<c>env:</c> or <c>file:</c>). Required.
    /// </summary>
    public string? Configuration { get; init; }

    /// <summary>The stream's key, a template such as <c>webhooks:{route}</c>; at most 1,024 characters. Required.</summary>
    public string? Key { get; init; }

    /// <summary>About how many entries the stream keeps (<c>MAXLEN ~</c>); older ones go. Default: all. 1 to 1,000,000,000.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Headers of the provider that go along, each as a field; at most 64. Default: none.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>In which form events go there: as they were received, or as CloudEvents. Default: as they were received.</summary>
    public MessageFormatConfig? Format { get; init; }

    /// <summary>The largest body that this Redis takes, in bytes. Default: what it says itself.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>PEM file of the private authority that signed the server's certificate. Default: the system's authorities.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>PEM file of the certificate that is shown to a server that asks for one, and of those between it and its authority.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key, not encrypted. Default: the file of the certificate.</summary>
    public string? ClientCertificateKey { get; init; }
}
