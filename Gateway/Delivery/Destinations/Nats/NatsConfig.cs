using Gateway.Delivery.Destinations.Brokers.CloudEvents;

namespace Gateway.Delivery.Destinations.Nats;

/// <summary>Subjects of NATS JetStream that events are published to, as written: null means the file does not say.</summary>
internal sealed record NatsConfig
{
    /// <summary>The servers, parted by commas, such as <c>nats://nats-1:4222,nats://nats-2:4222</c>; <c>tls://</c> asks for TLS. Required.</summary>
    public string? Url { get; init; }

    /// <summary>A template such as <c>webhooks.{route}.{type}</c>; a stream has to have it. Required.</summary>
    public string? Subject { get; init; }

    /// <summary>The stream that has to take it; any other one's word is a refusal. Default: whichever has the subject.</summary>
    public string? Stream { get; init; }

    /// <summary>The user's name.</summary>
    public string? User { get; init; }

    /// <summary>The user's password, as a reference (<c>env:</c> or <c>file:</c>).</summary>
    public string? Password { get; init; }

    /// <summary>A token in the place of user and password, as a reference.</summary>
    public string? Token { get; init; }

    /// <summary>The content of a <c>.creds</c> file (JWT and seed), as a reference.</summary>
    public string? Credentials { get; init; }

    /// <summary>Headers of the provider that go along; at most 64. Default: none.</summary>
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>In which form events go there: as they were received, or as CloudEvents. Default: as they were received.</summary>
    public MessageFormatConfig? Format { get; init; }

    /// <summary>The largest body that the servers take, in bytes. Default: what they say when they are connected (<c>max_payload</c>).</summary>
    public long? MaxBytes { get; init; }

    /// <summary>PEM file of the private authority that signed the servers' certificates. Default: the system's authorities.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>PEM file of the certificate that is shown to a server that asks for one.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key, not encrypted. Default: the file of the certificate.</summary>
    public string? ClientCertificateKey { get; init; }
}
