namespace Gateway.Storage.Redis;

/// <summary>How to reach Redis and how long to wait for it.</summary>
internal sealed record RedisOptions
{
    /// <summary>
    /// Endpoints and settings in the syntax of StackExchange.Redis, such as
    /// <c>redis-1:6379,redis-2:6379,password=...,ssl=true</c>. Several endpoints are the nodes of one cluster, a primary and
    /// its replicas, or, with <c>serviceName=...</c>, sentinels.
    /// </summary>
    public required string Configuration { get; init; }

    /// <summary>Precedes every key, so that several gateways can share one Redis.</summary>
    public string KeyPrefix { get; init; } = "gateway:";

    /// <summary>Within this time every operation ends, with an answer or with an exception.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many replicas must have an acceptance for later delivery before it is answered.</summary>
    public int Replicas { get; init; }

    /// <summary>
    /// A PEM file with the certificate authority that signed Redis's certificate. When set, that authority and no
    /// other is trusted; when not, those of the system are. The host name is verified in both cases.
    /// </summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>A PEM file with the certificate that is shown to Redis, and those between it and its authority; null for none.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>A PEM file with the private key of <see cref="ClientCertificate"/>; null if it stands in the same file.</summary>
    public string? ClientCertificateKey { get; init; }

    /// <summary>A record prints all it holds, and the configuration holds the password.</summary>
    public override string ToString() =>
        $"{nameof(RedisOptions)} {{ KeyPrefix = {KeyPrefix}, Timeout = {Timeout}, Replicas = {Replicas}, "
        + $"CertificateAuthority = {CertificateAuthority}, ClientCertificate = {ClientCertificate}, "
        + $"ClientCertificateKey = {ClientCertificateKey} }}";
}
