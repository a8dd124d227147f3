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

    /// <summary>Where tokens are named: those that may do most first.</summary>
    private static readonly string[][] Tokens = [["Admin", "Token"], ["Tokens", "Act"], ["Tokens", "Read"], ["Tokens", "Scrape"]];

    private readonly ConfigurationFiles _files;
    private readonly IReadOnlyList<string> _tokens;

    public RunningGateway(GatewayOptions options)
    {
        var path = Path.GetFullPath(options.ConfigPath);
        _files = new ConfigurationFiles(Path.GetDirectoryName(path)!, options.Environment);
        var gateway = RawConfiguration.Read(path, _files, options.Overrides, new ProblemList())?.Node.At("Gateway");
        var admin = gateway?.At("Admin");
        _tokens = [.. Tokens.Select(keys => options.Environment("Gateway__" + string.Join("__", keys)) ?? gateway?.At(keys).Value).OfType<string>()];
        AdminUrl = AdminAddress.Parse(options.Environment(UrlVariable)) ?? AdminAddress.Parse(admin?.ChildOrEmpty("Url").Value)
            ?? new Uri(AdminAddress.Default);
    }

    /// <summary>Its admin listener.</summary>
    public Uri AdminUrl { get; }

    /// <summary>The same as this machine reaches it: from inside the container, a listener on every address is asked on loopback.</summary>
    public Uri AdminUrlFromHere =>
        AdminUrl.Host is "0.0.0.0" or "[::]" or "+" or "*" ? new UriBuilder(AdminUrl) { Host = "127.0.0.1" }.Uri : AdminUrl;

    /// <summary>A token of the listener, of those that can be read here the one that may do most; null if there is none.</summary>
    public string? ResolveToken() => _tokens.Select(token => _files.ResolveSecret(token, out _)).FirstOrDefault(token => token is not null);
}
