using Gateway.Reading;

namespace Gateway.Configuration.Hosting;

/// <summary>
/// The URLs that the process is told to listen on, in the order in which ASP.NET Core looks for them: <c>Kestrel:Endpoints</c>, the
/// command line's URLs, <c>Urls</c>, the variables, the default.
/// </summary>
internal static class ListeningUrls
{
    /// <summary>The variables that ASP.NET Core reads URLs from; the first wins.</summary>
    private static readonly string[] UrlVariables = ["ASPNETCORE_URLS", "DOTNET_URLS"];

    /// <summary>The same of ports, each with the scheme that they are of.</summary>
    private static readonly (string Variable, string Scheme)[] PortVariables =
    [
        ("HTTP_PORTS", "http"), ("ASPNETCORE_HTTP_PORTS", "http"), ("DOTNET_HTTP_PORTS", "http"),
        ("HTTPS_PORTS", "https"), ("ASPNETCORE_HTTPS_PORTS", "https"), ("DOTNET_HTTPS_PORTS", "https"),
    ];

    /// <summary>Whether it is a socket of this machine, which has no port.</summary>
    public static bool IsLocalSocket(string url) =>
        url.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://unix:/", StringComparison.OrdinalIgnoreCase);

    /// <param name="root">The configuration.</param>
    /// <param name="urls">Of the command line; null if it names none.</param>
    /// <param name="variableOf">Looks up an environment variable.</param>
    public static IEnumerable<(string Url, string Path, string? Origin)> Of(
        ConfigurationNode root, string? urls, Func<string, string?> variableOf)
    {
        var endpoints = root.At("Kestrel", "Endpoints");
        if (endpoints.Children.Count > 0)
        {
            return endpoints.Children.Values
                .Select(endpoint => endpoint.ChildOrEmpty("Url"))
                .Where(url => url.Value is { Length: > 0 })
                .Select(url => (url.Value!, url.Path, url.Origin));
        }

        if (urls is not null)
        {
            return Split(urls, JsonPath.Root, "the command line");
        }

        if (root.Child("Urls") is { Value: { Length: > 0 } written } node)
        {
            return Split(written, node.Path, node.Origin);
        }

        if (Array.Find(UrlVariables, variable => variableOf(variable) is { Length: > 0 }) is { } named)
        {
            return Split(variableOf(named)!, JsonPath.Root, $"the environment variable '{named}'");
        }

        var ports = PortVariables
            .Where(pair => variableOf(pair.Variable) is { Length: > 0 })
            .SelectMany(pair => Split(
                variableOf(pair.Variable)!, JsonPath.Root, $"the environment variable '{pair.Variable}'", $"{pair.Scheme}://*:"))
            .ToList();
        return ports.Count > 0 ? ports : [(ListeningAddress.Default, "$.Urls", null)];
    }

    private static IEnumerable<(string Url, string Path, string? Origin)> Split(string list, string path, string? origin, string prefix = "") =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(each => (prefix + each, path, origin));
}
