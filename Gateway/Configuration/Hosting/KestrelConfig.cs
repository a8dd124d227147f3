namespace Gateway.Configuration.Hosting;

/// <summary>The <c>Kestrel</c> section, as Kestrel itself reads it: its limits are not among it.</summary>
internal sealed record KestrelConfig
{
    /// <summary>Where webhooks are received, by names of one's own; in the place of <c>Urls</c>.</summary>
    public IReadOnlyDictionary<string, KestrelEndpointConfig>? Endpoints { get; init; }

    /// <summary>What endpoints that do not say have.</summary>
    public KestrelDefaultsConfig? EndpointDefaults { get; init; }

    /// <summary><c>Default</c>, of endpoints that name none, and <c>Development</c>.</summary>
    public IReadOnlyDictionary<string, KestrelCertificateConfig>? Certificates { get; init; }
}
