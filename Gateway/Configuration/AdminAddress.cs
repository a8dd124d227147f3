using Gateway.Reading;

namespace Gateway.Configuration;

/// <summary>Where the admin listener is.</summary>
internal static class AdminAddress
{
    public const string Default = "http://127.0.0.1:9901";

    private const string Variable = "Gateway__Admin__Url";

    /// <summary>
    /// The address that a gateway started with these options listens on, as far as can be told: what cannot be read, or is
    /// no address, is passed over.
    /// </summary>
    public static Uri Find(GatewayOptions options)
    {
        var path = Path.GetFullPath(options.ConfigPath);
        var files = new ConfigurationFiles(Path.GetDirectoryName(path)!, options.Environment);
        var raw = RawConfiguration.Read(path, files, options.Overrides, new ProblemList());
        return Parse(options.Environment(Variable)) ?? Parse(raw?.Node.At("Gateway", "Admin", "Url").Value) ?? new Uri(Default);
    }

    /// <summary>From inside the container, a listener on every address is asked on loopback.</summary>
    public static Uri FromHere(Uri admin) =>
        admin.Host is "0.0.0.0" or "[::]" or "+" or "*" ? new UriBuilder(admin) { Host = "127.0.0.1" }.Uri : admin;

    /// <summary>The address, or null if the text is none.</summary>
    public static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttp && url.PathAndQuery == "/" && url.UserInfo.Length == 0
            ? url
            : null;
}
