namespace Gateway.Tests.Support;

/// <summary>What a client certificate says; as it stands, that of the provider.</summary>
internal sealed record TestClientCertificate
{
    public const string ForClients = "1.3.6.1.5.5.7.3.2";
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string Name = "CN=webhooks.provider.example";

    public string Subject { get; init; } = Name + ", O=Provider";

    public string? DnsName { get; init; }

    /// <summary>Its one extended key usage; null for none.</summary>
    public string? Use { get; init; } = ForClients;

    /// <summary>Where the issuer's certificate is said to be.</summary>
    public string? IssuerUrl { get; init; }

    public DateTimeOffset NotBefore { get; init; } = TimeProvider.System.GetUtcNow().AddDays(-1);

    public DateTimeOffset NotAfter { get; init; } = TimeProvider.System.GetUtcNow().AddDays(1);
}
