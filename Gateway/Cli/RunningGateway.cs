using Gateway.Admin;
using Gateway.Reading;

namespace Gateway.Cli;

/// <summary>
/// Where a gateway that was started with these options is asked, as far as can be told from here: what cannot be read, or is no
/// address, is passed over.
/// </summary>
internal sealed class RunningGateway
{
    private const string UrlVariable = "Gateway__Admin__Url";
    private const string TokenVariable = "Gateway__Admin__Token";

    private readonly ConfigurationFiles _files;
    private readonly string? _token;

    public RunningGateway(GatewayOptions options)
    {
        var path = Path.GetFullPath(options.ConfigPath);
        _files = new ConfigurationFiles(Path.GetDirectoryName(path)!, options.Environment);
        var admin = RawConfiguration.Read(path, _files, options.Overrides, new ProblemList())?.Node.At("Gateway", "Admin");
        _token = options.Environment(TokenVariable) ?? admin?.ChildOrEmpty("Token").Value;
        AdminUrl = AdminAddress.Parse(options.Environment(UrlVariable)) ?? AdminAddress.Parse(admin?.ChildOrEmpty("Url").Value)
            ?? new Uri(AdminAddress.Default);
    }

    /// <summary>Its admin listener.</summary>
    public Uri AdminUrl { get; }

    /// <summary>The same as this machine reaches it: from inside the container, a listener on every address is asked on loopback.</summary>
    public Uri AdminUrlFromHere =>
        AdminUrl.Host is "0.0.0.0" or "[::]" or "+" or "*" ? new UriBuilder(AdminUrl) { Host = "127.0.0.1" }.Uri : AdminUrl;

    /// <summary>The token that the listener asks for; null if there is none, or it cannot be read here.</summary>
    public string? ResolveToken() => _token is null ? null : _files.ResolveSecret(_token, out _);
}
