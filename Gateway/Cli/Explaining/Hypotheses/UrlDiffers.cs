namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>The URL that was signed is not the one the gateway takes for it; one thing is different, or two.</summary>
internal sealed class UrlDiffers : IHypothesis
{
    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (!evidence.SignsUrl)
        {
            yield break;
        }

        var request = evidence.Request;
        var configured = UrlGuess.Configured(evidence.Config.PublicUrl, request);
        var known = configured ?? new UrlGuess("https", "localhost", "", request.Path, request.Query);
        var changes = Changes(known, request).ToList();
        foreach (var (change, what, _) in changes)
        {
            yield return With(evidence, configured, change(known), what);
        }

        foreach (var (index, first) in changes.Index())
        {
            foreach (var second in changes.Skip(index + 1).Where(second => second.Part != first.Part))
            {
                yield return With(evidence, configured, second.Change(first.Change(known)), $"{first.What}, and {second.What}");
            }
        }
    }

    private static Suspicion With(Evidence evidence, UrlGuess? configured, UrlGuess guess, string what)
    {
        var isQuery = configured is not null && configured.WithoutQuery == guess.WithoutQuery;
        return new Suspicion(
            $"The URL that was signed is another than the one the gateway takes for it: {what}.",
            isQuery || configured is null
                ? "Find what rewrites the request's target between provider and gateway; the provider signs the URL that is registered there."
                : $"Set the route's 'PublicUrl' to the URL registered at the provider, letter by letter: {PlainText.Of(guess.WithoutQuery)}")
        {
            Config = configured is null ? null : evidence.Config with { PublicUrl = guess.WithoutQuery },
            Request = evidence.Request with { Target = guess.Path + guess.Query },
        };
    }

    private static IEnumerable<(Func<UrlGuess, UrlGuess> Change, string What, string Part)> Changes(UrlGuess known, CapturedRequest request)
    {
        var other = known.Scheme == "https" ? "http" : "https";
        yield return (url => url with { Scheme = other }, $"{other} in place of {known.Scheme}", "scheme");
        foreach (var header in (string[])["Host", "X-Forwarded-Host", "X-Original-Host"])
        {
            if (request.Header(header) is { Length: > 0 } authority && UrlGuess.Authority(authority) is var (host, port))
            {
                yield return (url => url with { Host = host, Port = port }, $"the host of the '{header}' header, {PlainText.Of(authority)}", "host");
            }
        }

        yield return (url => url with { Host = url.Host.ToLowerInvariant() }, "the host in lower case", "host");
        var usual = known.Scheme == "https" ? ":443" : ":80";
        foreach (var port in ((string[])["", usual, ":443", ":80", ":8443", ":8080"]).Where(port => port != known.Port).Distinct(StringComparer.Ordinal))
        {
            yield return (url => url with { Port = port }, port.Length == 0 ? $"without the port {known.Port[1..]}" : $"with the port {port[1..]}", "port");
        }

        var toggled = known.Path.EndsWith('/') ? known.Path[..^1] : known.Path + "/";
        yield return (url => url with { Path = toggled }, known.Path.EndsWith('/') ? "without the slash at its end" : "with a slash at its end", "path");
        if (known.Path != request.Path)
        {
            yield return (url => url with { Path = request.Path }, "the path of the request", "path");
        }

        foreach (var change in Rewritten(known, request))
        {
            yield return change;
        }

        if (known.Query.Length > 1)
        {
            yield return (url => url with { Query = "" }, "without the query", "query");
            var sorted = string.Join('&', known.Query[1..].Split('&').Order(StringComparer.Ordinal));
            yield return (url => url with { Query = "?" + sorted }, "the query's parameters in order", "query");
            yield return (url => url with { Query = Uri.UnescapeDataString(url.Query) }, "the query decoded", "query");
            yield return (url => url with { Query = url.Query.Replace("%20", "+", StringComparison.Ordinal) }, "blanks of the query as +", "query");
            yield return (url => url with { Query = url.Query.Replace("+", "%20", StringComparison.Ordinal) }, "blanks of the query as %20", "query");
        }
    }

    /// <summary>What proxies say of the request line before they changed it.</summary>
    private static IEnumerable<(Func<UrlGuess, UrlGuess> Change, string What, string Part)> Rewritten(UrlGuess known, CapturedRequest request)
    {
        if (request.Header("X-Forwarded-Prefix") is { Length: > 1 } prefix)
        {
            yield return (url => url with { Path = prefix.TrimEnd('/') + request.Path }, "the path with its 'X-Forwarded-Prefix'", "path");
        }

        foreach (var header in (string[])["X-Original-URI", "X-Original-URL", "X-Envoy-Original-Path", "X-Rewrite-URL", "X-Forwarded-Uri"])
        {
            if (request.Header(header) is ['/', ..] target)
            {
                var was = request with { Target = target };
                yield return (url => url with { Path = was.Path, Query = was.Query }, $"the target in '{header}'", "path");
            }
        }

        if (request.Header("X-Forwarded-Proto") is "http" or "https" && request.Header("X-Forwarded-Port") is { Length: > 0 } port)
        {
            yield return (url => url with { Port = ":" + port }, $"with the port of 'X-Forwarded-Port', {PlainText.Of(port)}", "port");
        }
    }
}
