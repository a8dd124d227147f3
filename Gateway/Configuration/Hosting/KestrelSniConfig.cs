using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Configuration.Hosting;

/// <summary>What a client gets that asks for one name.</summary>
internal sealed record KestrelSniConfig
{
    public HttpProtocols? Protocols { get; init; }

    public IReadOnlyList<SslProtocols>? SslProtocols { get; init; }

    public KestrelCertificateConfig? Certificate { get; init; }

    public ClientCertificateMode? ClientCertificateMode { get; init; }
}
