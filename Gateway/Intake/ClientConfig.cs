namespace Gateway.Intake;

/// <summary>The <c>Gateway:Client</c> section as written: null means the file does not say.</summary>
internal sealed record ClientConfig
{
    /// <summary>
    /// Addresses and CIDR ranges of the proxies in front of the gateway; not of everybody. Default: none, nobody is believed.
    /// </summary>
    public IReadOnlyList<string>? TrustedProxies { get; init; }

    /// <summary>
    /// The header in which those proxies pass the address on: <c>X-Forwarded-For</c> (default), <c>Forwarded</c>
    /// (RFC 7239), or a header with a single address such as <c>CF-Connecting-IP</c>.
    /// </summary>
    public string? Header { get; init; }
}
