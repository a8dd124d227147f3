using Gateway.Reading;

namespace Gateway.Configuration.Hosting;

/// <summary>
/// Finds where the process will listen, in the order in which ASP.NET Core does: <c>Kestrel:Endpoints</c>, the command line's URLs,
/// <c>Urls</c>, the variables, the default.
/// </summary>
/// <param name="raw">The configuration.</param>
/// <param name="urls">Of the command line; null if it names none.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class ListenerCompiler(RawConfiguration raw, string? urls, ProblemList problems)
{
    /// <summary>The variables that ASP.NET Core reads URLs from; the first wins.</summary>
    private static readonly string[] UrlVariables = ["ASPNETCORE_URLS", "DOTNET_URLS"];

    /// <summary>The same of ports, each with the scheme that they are of.</summary>
    private static readonly (string Variable, string Scheme)[] PortVariables =
    [
        ("HTTP_PORTS", "http"), ("ASPNETCORE_HTTP_PORTS", "http"), ("DOTNET_HTTP_PORTS", "http"),
        ("HTTPS_PORTS", "https"), ("ASPNETCORE_HTTPS_PORTS", "https"), ("DOTNET_HTTPS_PORTS", "https"),
    ];

    /// <summary>The listeners for webhooks.</summary>
    public IReadOnlyList<Listener> Compile()
    {
        var listeners = new List<Listener>();
        foreach (var (url, path, origin) in Named())
        {
            if (Listener.Of(url, path, origin) is not { } listener)
            {
                if (!IsLocalSocket(url))
                {
                    // Not repeated with user info: that is a password.
                    var found = url.Contains('@', StringComparison.Ordinal) ? "found user info" : $"found '{url}'";
                    problems.Add(path, $"{found}; expected an http or https URL without a path, such as \"http://0.0.0.0:8080\".{Told(origin)}");
                }

                continue;
            }

            if (listeners.Find(listener.Excludes) is { } other)
            {
                problems.Add(path, $"'{url}' is the port of {(other.Path == path ? "another address there" : other.Named)}, too: one of the two cannot listen.{Told(origin)}");
            }

            listeners.Add(listener);
        }

        return listeners;
    }

    private IEnumerable<(string Url, string Path, string? Origin)> Named()
    {
        var endpoints = raw.Node.At("Kestrel", "Endpoints");
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

        if (raw.Node.Child("Urls") is { Value: { Length: > 0 } written } node)
        {
            return Split(written, node.Path, node.Origin);
        }

        if (Array.Find(UrlVariables, variable => raw.Root[variable] is { Length: > 0 }) is { } named)
        {
            return Split(raw.Root[named]!, JsonPath.Root, $"the environment variable '{named}'");
        }

        var ports = PortVariables
            .Where(pair => raw.Root[pair.Variable] is { Length: > 0 })
            .SelectMany(pair => Split(
                raw.Root[pair.Variable]!, JsonPath.Root, $"the environment variable '{pair.Variable}'", $"{pair.Scheme}://*:"))
            .ToList();
        return ports.Count > 0 ? ports : [(ListeningAddress.Default, "$.Urls", null)];
    }

    private static IEnumerable<(string Url, string Path, string? Origin)> Split(string list, string path, string? origin, string prefix = "") =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(each => (prefix + each, path, origin));

    private static string Told(string? origin) => origin is null ? "" : $" (The value comes from {origin}.)";

    private static bool IsLocalSocket(string url) =>
        url.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://unix:/", StringComparison.OrdinalIgnoreCase);
}
