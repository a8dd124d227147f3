namespace Gateway.Storage.Redis;

/// <summary>The <c>Gateway:Redis</c> section as written: null means the file does not say.</summary>
internal sealed record RedisConfig
{
    /// <summary>
    /// The connection in StackExchange.Redis' syntax (<c>host:6379,password=...,ssl=true</c>; several hosts for a
    /// cluster, for a primary and its replicas, or of sentinels), literally or as a reference (<c>env:</c> or <c>file:</c>).
    /// </summary>
    public string? Configuration { get; init; }

    /// <summary>What every key begins with. Default <c>gateway:</c>.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>How long one operation may take before the store counts as not available. Default 1 second; 50 ms to 30 s.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How many replicas must have an acceptance for later delivery before it is answered; with fewer it is not accepted.
    /// Default 0; at most 5.
    /// </summary>
    public int? Replicas { get; init; }

    /// <summary>PEM file of the private authority that signed the server's certificate. Default: the system's authorities.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>PEM file of the certificate that is shown to a server that asks for one, and of those between it and its authority.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of its private key, not encrypted. Default: the file of the certificate.</summary>
    public string? ClientCertificateKey { get; init; }
}
