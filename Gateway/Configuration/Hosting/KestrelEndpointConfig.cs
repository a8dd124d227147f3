using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Configuration.Hosting;

/// <summary>One of <c>Kestrel:Endpoints</c>.</summary>
internal sealed record KestrelEndpointConfig
{
    /// <summary>Required. <c>http</c> or <c>https</c>, host and port, without a path.</summary>
    public string? Url { get; init; }

    public HttpProtocols? Protocols { get; init; }

    public IReadOnlyList<SslProtocols>? SslProtocols { get; init; }

    public KestrelCertificateConfig? Certificate { get; init; }

    public ClientCertificateMode? ClientCertificateMode { get; init; }

    /// <summary>By the name that a client asks for.</summary>
    public IReadOnlyDictionary<string, KestrelSniConfig>? Sni { get; init; }
}
