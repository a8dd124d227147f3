namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Something else is signed than <c>Signature.Content</c> says: without the timestamp, with it, otherwise put together.</summary>
internal sealed class OtherContent : IHypothesis
{
    private static readonly string[] WithoutStamp =
    [
        "{body}", "{url}", "{url}{body}", "{body}{url}", "{sha256-hex:body}", "{sha256-base64:body}", "{method}{path}{body}", "{method}\n{path}\n{body}", "{method}{url}{body}",
        "{path}{body}", "{target}{body}", "{url}.{body}", "{url}{form-sorted}", "{method} {target}\n{body}", "{method}|{target}|{body}", "{path}\n{body}", "{body}\n",
    ];
    private static readonly string[] WithStamp =
    [
        "{0}.{body}", "{0}{body}", "{0}:{body}", "v0:{0}:{body}", "{0}\n{body}", "{0}|{body}", "{0},{body}", "{0}-{body}", "{body}{0}",
        "{body}.{0}", "{body}|{0}", "{body}:{0}", "{method}\n{path}\n{0}\n{body}", "{method}{path}{0}{body}", "{0}{method}{path}{body}", "{0}.{method}.{path}.{body}", "{method}{url}{body}{0}",
        "{0}{url}{body}", "{url}{0}{body}", "{0}.{url}.{body}", "v1:{0}:{body}", "{0} {body}", "{0}_{body}", "{0}&{body}", "{0};{body}", "{0}.{sha256-hex:body}", "{0}{sha256-hex:body}", "{0}",
    ];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (!evidence.IsKeyed || evidence.Content.Contains("{secret}", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var content in Templates(evidence))
        {
            yield return With(evidence, content);
        }
    }

    /// <summary>Contents that other providers sign, with the values that this request has.</summary>
    public static IEnumerable<string> Templates(Evidence evidence)
    {
        foreach (var content in WithoutStamp.Where(content => content != evidence.Content))
        {
            yield return content;
        }

        string[] configured = evidence.Config.Replay is null ? [] : ["{timestamp}"];
        string[] stamps = [.. configured, .. StampText.HeadersOf(evidence).Select(header => $"{{header:{header.Name}}}")];
        string[] ids = [.. evidence.Request.Headers.Select(header => header.Key).Where(IsId).Select(name => $"{{header:{name}}}.")];
        foreach (var stamp in stamps)
        {
            foreach (var template in WithStamp.Concat(ids.Select(id => id + "{0}.{body}")))
            {
                var content = template.Replace("{0}", stamp, StringComparison.Ordinal);
                if (content != evidence.Content)
                {
                    yield return content;
                }
            }
        }
    }

    private static bool IsId(string name) => name.EndsWith("id", StringComparison.OrdinalIgnoreCase);

    private static Suspicion With(Evidence evidence, string content)
    {
        var shown = PlainText.Template(content);
        return new Suspicion(
            "content",
            $"What is signed is '{shown}', not '{PlainText.Template(evidence.Content)}'.",
            $"Say in 'Signature': \"Content\": \"{shown}\"; a timestamp that is signed belongs into 'Replay' too.")
        {
            Config = evidence.Config with
            {
                Signature = evidence.Signature with { Content = content },
                Replay = content.Contains("{timestamp}", StringComparison.Ordinal) ? evidence.Config.Replay : null,
                PublicUrl = evidence.Config.PublicUrl ?? $"https://{evidence.Request.Header("Host") ?? "localhost"}",
            },
        };
    }
}
