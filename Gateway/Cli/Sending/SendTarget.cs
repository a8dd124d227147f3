using Yarp.ReverseProxy.Configuration;

namespace Gateway.Cli.Sending;

/// <summary>Finds the URL at which the gateway receives a route's webhooks.</summary>
internal static class SendTarget
{
    private const string DefaultBase = "http://localhost:8080";

    /// <summary>Returns the URL, or null and what is wrong.</summary>
    /// <param name="route">The route.</param>
    /// <param name="url"><c>--url</c>: the whole URL, or the base of the route's path.</param>
    /// <param name="listening">Where the gateway listens, as its configuration says it.</param>
    /// <param name="problem">What was found and what would be right.</param>
    public static Uri? Find(RouteConfig route, string? url, IReadOnlyList<string> listening, out string problem)
    {
        problem = "";
        var text = string.IsNullOrEmpty(url) ? Reachable(listening) : url;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var given) || given.Scheme is not ("http" or "https"))
        {
            problem = $"'{text}' is not an http or https URL; write e.g. --url {DefaultBase}.";
            return null;
        }

        if (given.AbsolutePath != "/")
        {
            return given;
        }

        // What stands before a catch-all is a path that it matches; any other parameter is not for us to choose.
        var path = route.Match.Path ?? "/";
        path = path.IndexOf("{**", StringComparison.Ordinal) is > 0 and var rest ? path[..rest] : path;
        if (path.Contains('{', StringComparison.Ordinal))
        {
            problem = $"Route '{route.RouteId}' matches '{route.Match.Path}'; say the whole URL with --url.";
            return null;
        }

        return new UriBuilder(given) { Path = path }.Uri;
    }

    /// <summary>The name to be called by, of a route that takes certain ones alone; null for the URL's.</summary>
    public static string? HostOf(RouteConfig route, Uri url) =>
        route.Match.Hosts is not { Count: > 0 } hosts
        || hosts.Any(host => string.Equals(host, url.Authority, StringComparison.OrdinalIgnoreCase) || string.Equals(host, url.Host, StringComparison.OrdinalIgnoreCase))
            ? null
            : hosts[0].Replace("*", "hooks", StringComparison.Ordinal);

    /// <summary>The first address listened on, one without TLS before others; for one that means every interface, this machine.</summary>
    private static string Reachable(IReadOnlyList<string> listening)
    {
        if ((listening.FirstOrDefault(each => each.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) ?? (listening.Count > 0 ? listening[0] : null)) is not { } first)
        {
            return DefaultBase;
        }

        try
        {
            var address = BindingAddress.Parse(first);
            var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
            return $"{address.Scheme}://{host}:{address.Port}{address.PathBase}";
        }
        catch (FormatException)
        {
            return first; // reported as what it is
        }
    }
}
