namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>Something else is signed than <c>Signature.Content</c> says: without the timestamp, with it, otherwise put together.</summary>
internal sealed class OtherContent : IHypothesis
{
    private static readonly string[] WithoutStamp = ["{body}", "{url}{body}", "{url}", "{sha256-hex:body}", "{method}{path}{body}", "{method}\n{path}\n{body}"];
    private static readonly string[] WithStamp =
    [
        "{0}.{body}", "{0}{body}", "{0}:{body}", "v0:{0}:{body}", "{0}\n{body}", "{0}|{body}", "{0},{body}", "{0}-{body}", "{body}{0}",
        "{body}.{0}", "{method}\n{path}\n{0}\n{body}",
    ];

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (!evidence.IsKeyed || evidence.Content.Contains("{secret}", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var content in WithoutStamp.Where(content => content != evidence.Content))
        {
            yield return With(evidence, content);
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
                    yield return With(evidence, content);
                }
            }
        }
    }

    private static bool IsId(string name) => name.EndsWith("id", StringComparison.OrdinalIgnoreCase);

    private static Suspicion With(Evidence evidence, string content)
    {
        var shown = content.Replace("\n", "\\n", StringComparison.Ordinal);
        return new Suspicion(
            $"What is signed is '{shown}', not '{evidence.Content.Replace("\n", "\\n", StringComparison.Ordinal)}'.",
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
