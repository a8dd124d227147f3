using Gateway.Reading;

namespace Gateway.Cli;

/// <summary>The admin listener's token, for who asks a running gateway.</summary>
internal static class AdminToken
{
    private const string Variable = "Gateway__Admin__Token";

    /// <summary>The token that a gateway started with these options asks for; null if there is none, or it cannot be read here.</summary>
    public static string? Find(GatewayOptions options)
    {
        var path = Path.GetFullPath(options.ConfigPath);
        var files = new ConfigurationFiles(Path.GetDirectoryName(path)!, options.Environment);
        var raw = RawConfiguration.Read(path, files, options.Overrides, new ProblemList());
        var reference = options.Environment(Variable) ?? raw?.Node.At("Gateway", "Admin", "Token").Value;
        return reference is null ? null : files.ResolveSecret(reference, out _);
    }
}
