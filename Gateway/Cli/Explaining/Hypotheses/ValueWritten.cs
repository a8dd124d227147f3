using System.Net;
using System.Text;
using Gateway.Cli.Explaining.Characters;
using Gateway.Intake;

namespace Gateway.Cli.Explaining.Hypotheses;

/// <summary>A value beside the body was signed otherwise than it is sent: in another case, trimmed, decoded, with or without its query; one of them, or two.</summary>
internal sealed class ValueWritten : IHypothesis
{
    private const int MostPairs = 20_000;

    public IEnumerable<Suspicion> Suspect(Evidence evidence)
    {
        if (evidence.Direct is not { Values: { } values } direct)
        {
            yield break;
        }

        var changes = values.Index()
            .Where(value => value.Item is { Name: not null, IsBody: false, State: ValueState.Found })
            .SelectMany(value => Ways(evidence, value.Item).Select(way => (value.Index, value.Item.Name, Bytes: Encode(way.Text), way.Id, way.What)))
            .Where(change => !change.Bytes.AsSpan().SequenceEqual(values[change.Index].Bytes))
            .ToList();
        foreach (var (index, name, bytes, id, what) in changes)
        {
            if (evidence.Work.IsSpent)
            {
                yield break;
            }

            if (direct.SignerOf(Join(values, (index, bytes))) is { } key)
            {
                yield return With(evidence, id, $"'{{{name}}}' {what}", name!, key);
            }
        }

        var pairs = 0;
        foreach (var (position, first) in changes.Index())
        {
            foreach (var second in changes.Skip(position + 1).Where(second => second.Index != first.Index))
            {
                if (++pairs > MostPairs || evidence.Work.IsSpent)
                {
                    yield break;
                }

                if (direct.SignerOf(Join(values, (first.Index, first.Bytes), (second.Index, second.Bytes))) is { } key)
                {
                    yield return With(evidence, first.Id, $"'{{{first.Name}}}' {first.What} and '{{{second.Name}}}' {second.What}", first.Name!, key);
                }
            }
        }
    }

    private static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Join(IReadOnlyList<ContentValue> values, params ReadOnlySpan<(int Index, byte[] Bytes)> changed)
    {
        var changedValues = values.ToArray();
        foreach (var (index, bytes) in changed)
        {
            changedValues[index] = changedValues[index] with { Bytes = bytes };
        }

        return ContentValue.Join(changedValues);
    }

    private static Suspicion With(Evidence evidence, string id, string how, string name, string key) => new(
        id,
        $"What was signed holds {how}.",
        id switch
        {
            "value-case" when name == "method" => "The provider signs the method in lower case: write it as literal text in 'Signature.Content' (such as 'post'), which the route's one method makes right.",
            "value-case" => name.StartsWith("lower:", StringComparison.Ordinal)
                ? $"Write '{{{name[6..]}}}' for '{{{name}}}' in 'Signature.Content': the provider signs it as it stands."
                : $"If the provider signs it in lower case, write '{{lower:{name}}}' in 'Signature.Content'; else find what changes its letters on the way.",
            "path-with-query" => "Write '{target}' for '{path}' in 'Signature.Content': the provider signs the query, too.",
            "path-prefix" or "path-slash" => "Find what rewrites the path between provider and gateway, and have it pass the path on; or write the signed path into 'Signature.Content'.",
            _ => "Find what changes it between provider and gateway, or write 'Signature.Content' as the provider signs.",
        })
    {
        Proof = $"with this changed, what is signed is right under the key '{key}'",
    };

    private static IEnumerable<(string Text, string Id, string What)> Ways(Evidence evidence, ContentValue value)
    {
        var text = Encoding.UTF8.GetString(value.Bytes);
        foreach (var way in Original(evidence, value.Name!))
        {
            yield return (way, "value-case", "as it stands in the request, not in lower case");
        }

        yield return (text.ToLowerInvariant(), "value-case", "in lower case");
        yield return (text.ToUpperInvariant(), "value-case", "in upper case");
        yield return (text.Length > 1 ? text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant() : text, "value-case", "with a capital letter");
        yield return (text.Trim(), "value-trimmed", "without blanks at its ends");
        yield return (text + " ", "value-trimmed", "with a blank behind it");
        yield return (text + "\n", "value-line-end", "with a line end behind it");
        yield return (text.TrimEnd('\n'), "value-line-end", "without the line end behind it");
        yield return (text + "\r\n", "value-line-end", "with a line end (CR LF) behind it");
        yield return ("", "value-left-out", "as nothing");
        yield return (text.Trim('"'), "value-quoted", "without its quotes");
        yield return ($"\"{text}\"", "value-quoted", "in quotes");
        yield return (WebUtility.UrlDecode(text), "value-decoded", "decoded as a form's field");
        yield return (Uri.UnescapeDataString(text), "value-decoded", "decoded from a URL");
        yield return (Uri.EscapeDataString(text), "value-encoded", "encoded for a URL");
        yield return (WebUtility.UrlEncode(text), "value-encoded", "encoded as a form's field");
        yield return (WebUtility.HtmlDecode(text), "value-decoded", "decoded from HTML");
        yield return (text.Replace(' ', '+'), "value-decoded", "with + for its blanks");
        yield return (CanonicalText.Decompose(text), "value-normalised", "in decomposed characters (NFD)");
        yield return (CanonicalText.Compose(text), "value-normalised", "in composed characters (NFC)");
        if (value.Name == "method")
        {
            foreach (var method in (string[])["GET", "POST", "PUT", "PATCH", "DELETE", "get", "post", "put"])
            {
                yield return (method, "value-method", $"as {method}");
            }
        }

        if (value.Name is "path" or "target")
        {
            foreach (var way in Paths(evidence.Request, value.Name))
            {
                yield return way;
            }
        }
    }

    /// <summary>A value that the template takes in lower case, as it stands.</summary>
    private static IEnumerable<string> Original(Evidence evidence, string name)
    {
        if (name.StartsWith("lower:", StringComparison.Ordinal)
            && SignedContent.Read($"{{{name[6..]}}}", evidence.Config, evidence.Request, evidence.Policy, evidence.Instant) is [{ State: ValueState.Found } value])
        {
            yield return Encoding.UTF8.GetString(value.Bytes);
        }
    }

    private static IEnumerable<(string Text, string Id, string What)> Paths(CapturedRequest request, string name)
    {
        var query = name == "target" ? request.Query : "";
        var (path, decoded) = (request.Path, Uri.UnescapeDataString(request.Path));
        if (name == "path" && request.Query.Length > 0)
        {
            yield return (request.Target, "path-with-query", "with the query behind it");
            yield return (Uri.UnescapeDataString(request.Target), "path-with-query", "with the query behind it, decoded");
        }

        if (name == "target" && request.Query.Length > 0)
        {
            yield return (path, "path-without-query", "without the query");
        }

        yield return (path.EndsWith('/') ? path[..^1] + query : path + "/" + query, "path-slash", path.EndsWith('/') ? "without the slash at its end" : "with a slash at its end");
        yield return (decoded + query, "value-decoded", "decoded");
        foreach (var header in (string[])["X-Forwarded-Prefix", "X-Forwarded-Path"])
        {
            if (request.Header(header) is ['/', ..] prefix)
            {
                yield return (prefix.TrimEnd('/') + path + query, "path-prefix", $"with '{header}' in front of it");
            }
        }

        foreach (var prefix in (string[])["/api", "/v1", "/webhooks", "/webhook", "/hooks", "/prod", "/stage", "/dev", "/Prod", "/default"])
        {
            yield return (prefix + path + query, "path-prefix", $"with '{prefix}' in front of it");
        }

        for (var slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return (path[slash..] + query, "path-prefix", $"without '{PlainText.Of(path[..slash])}' in front of it");
            if (name == "path" && request.Query.Length > 0)
            {
                yield return (path[slash..] + request.Query, "path-prefix", $"without '{PlainText.Of(path[..slash])}' in front of it, and with the query");
            }
        }
    }
}
