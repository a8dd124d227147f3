using System.Text;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>What proxies, browsers and people change in a URL: scheme, user, host, port, path.</summary>
internal static class UrlChanges
{
    public static IEnumerable<UrlChange> Of(UrlGuess known, CapturedRequest request) =>
        Scheme(known).Concat(Host(known, request)).Concat(Port(known, request)).Concat(Path(known, request)).Concat(UrlQueryChanges.Of(known)).Concat(User(known, request));

    private static IEnumerable<UrlChange> Scheme(UrlGuess known)
    {
        var other = known.Scheme == "https" ? "http" : "https";
        yield return new("scheme", $"{other} in place of {known.Scheme}", url => url with { Scheme = other });
        yield return new("scheme", "wss in place of https", url => url with { Scheme = "wss" });
        yield return new("scheme", "the scheme in upper case", url => url with { Scheme = known.Scheme.ToUpperInvariant() });
    }

    private static IEnumerable<UrlChange> Host(UrlGuess known, CapturedRequest request)
    {
        foreach (var header in (string[])["Host", "X-Forwarded-Host", "X-Original-Host", "X-Host", "X-Forwarded-Server"])
        {
            foreach (var authority in request.Header(header)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
            {
                var (host, port) = UrlGuess.Authority(authority);
                if (host != known.Host || port != known.Port)
                {
                    yield return new("host", $"the host of the '{header}' header, {PlainText.Of(authority)}", url => url with { Host = host, Port = port });
                }
            }
        }

        yield return new("host", "the host in lower case", url => url with { Host = url.Host.ToLowerInvariant() });
        yield return new("host", "the host in upper case", url => url with { Host = url.Host.ToUpperInvariant() });
        yield return known.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            ? new("host", "the host without 'www.'", url => url with { Host = known.Host[4..] })
            : new("host", "the host with 'www.'", url => url with { Host = "www." + known.Host });
        yield return new("host", "the host with a dot behind it", url => url with { Host = known.Host + "." });
        yield return new("host", "localhost", url => url with { Host = "localhost" });
    }

    private static IEnumerable<UrlChange> Port(UrlGuess known, CapturedRequest request)
    {
        var usual = known.Scheme == "https" ? ":443" : ":80";
        foreach (var port in ((string[])["", usual, ":443", ":80", ":8443", ":8080", ":3000", ":5000", ":8000"]).Where(port => port != known.Port).Distinct(StringComparer.Ordinal))
        {
            yield return new("port", port.Length == 0 ? $"without the port {known.Port[1..]}" : $"with the port {port[1..]}", url => url with { Port = port });
        }

        if (request.Header("X-Forwarded-Port") is { Length: > 0 } forwarded)
        {
            yield return new("port", $"with the port of 'X-Forwarded-Port', {PlainText.Of(forwarded)}", url => url with { Port = ":" + forwarded });
        }
    }

    private static IEnumerable<UrlChange> Path(UrlGuess known, CapturedRequest request)
    {
        var path = known.Path;
        var toggled = path.EndsWith('/') ? path[..^1] : path + "/";
        yield return new("path", path.EndsWith('/') ? "without the slash at its end" : "with a slash at its end", url => url with { Path = toggled });
        if (path != request.Path)
        {
            yield return new("path", "the path of the request", url => url with { Path = request.Path });
        }

        foreach (var (other, what) in ((string, string)[])
        [
            (Uri.UnescapeDataString(path), "the path decoded"),
            (path.ToLowerInvariant(), "the path in lower case"),
            (request.Path.ToLowerInvariant(), "the path of the request in lower case"),
            (path.Replace("//", "/", StringComparison.Ordinal), "the path without its doubled slashes"),
            (string.Join('/', path.Split('/').Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part)))), "the path encoded"),
            ("", "without its path"),
            ("/", "with / for its path"),
        ])
        {
            if (other != path)
            {
                yield return new("path", what, url => url with { Path = other });
            }
        }

        for (var slash = path.IndexOf('/', 1 < path.Length ? 1 : 0); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var rest = path[slash..];
            var prefix = path[..slash];
            yield return new("path", $"without '{PlainText.Of(prefix)}' in front of its path", url => url with { Path = rest });
        }

        if (request.Header("X-Forwarded-Prefix") is { Length: > 1 } forwarded)
        {
            yield return new("path", "the path with its 'X-Forwarded-Prefix'", url => url with { Path = forwarded.TrimEnd('/') + request.Path });
        }

        foreach (var header in (string[])["X-Original-URI", "X-Original-URL", "X-Envoy-Original-Path", "X-Rewrite-URL", "X-Forwarded-Uri"])
        {
            if (request.Header(header) is ['/', ..] target)
            {
                var was = request with { Target = target };
                yield return new("path", $"the target in '{header}'", url => url with { Path = was.Path, Query = was.Query });
            }
        }
    }

    /// <summary>RFC 7617: whoever calls a URL with a user sends it as a header, and may sign it in the URL.</summary>
    private static IEnumerable<UrlChange> User(UrlGuess known, CapturedRequest request)
    {
        if (known.User.Length > 0)
        {
            yield return new("user", "without user and password", url => url with { User = "" });
        }

        if (request.Header("Authorization") is { } authorization && authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            && SignatureBytes.Read(authorization[6..].Trim(), "base64") is { } bytes)
        {
            var user = Encoding.UTF8.GetString(bytes);
            yield return new("user", "with user and password, which arrive as 'Authorization'", url => url with { User = user + "@" });
            yield return new("user", "with the user, which arrives as 'Authorization'", url => url with { User = user.Split(':')[0] + "@" });
        }
    }
}
