using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Configuration.Hosting;

/// <summary><c>Kestrel:EndpointDefaults</c>.</summary>
internal sealed record KestrelDefaultsConfig
{
    public HttpProtocols? Protocols { get; init; }

    public IReadOnlyList<SslProtocols>? SslProtocols { get; init; }

    public ClientCertificateMode? ClientCertificateMode { get; init; }
}
