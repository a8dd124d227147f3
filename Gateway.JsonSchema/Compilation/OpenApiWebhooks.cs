namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Finds the webhooks of an OpenAPI document: <c>webhooks</c> of 3.1, and <c>x-webhooks</c>, as documents of 3.0 call them. An event type
/// is the name of a webhook or of its operation. Several may be one type: what stands before a slash in <c>operationId</c>
/// (<c>pull-request/opened</c>). A hyphen may be an underscore.
/// </summary>
internal sealed class OpenApiWebhooks(SchemaRegistry registry, SchemaResource resource, ProblemList problems)
{
    private static readonly string[] Methods = ["post", "put", "patch", "get", "delete", "query"];

    private readonly OpenApiReferences _references = new(resource, problems);
    private readonly Dictionary<string, List<SchemaSite>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SchemaSite>> _grouped = new(StringComparer.Ordinal);

    /// <summary>The schemas of each event type, at least one.</summary>
    public IReadOnlyDictionary<string, List<SchemaSite>> Find()
    {
        var before = problems.Count;
        var root = new DocumentPlace("", resource.Document.Root);
        foreach (var (name, webhook) in ((string[])["webhooks", "x-webhooks"]).SelectMany(key => root.Member(key)?.Members() ?? []))
        {
            AddWebhook(name, webhook);
        }

        if (_named.Count == 0 && problems.Count == before)
        {
            problems.Add("", "The document has no 'webhooks' with a JSON body.");
        }

        foreach (var (name, sites) in _grouped)
        {
            _named.TryAdd(name, sites);
        }

        return _named;
    }

    private void AddWebhook(string name, DocumentPlace webhook)
    {
        if (_references.Follow(webhook) is not { } followed)
        {
            return;
        }

        // A Path Item Object may have operations beside its reference.
        var hasBody = false;
        foreach (var operation in Methods.Select(method => webhook.Member(method) ?? followed.Member(method)).OfType<DocumentPlace>())
        {
            if (operation.Member("requestBody") is { } body)
            {
                hasBody = true;
                AddOperation(name, operation, body);
            }
        }

        if (!hasBody)
        {
            WarnOfNothing(name, webhook);
        }
    }

    private void AddOperation(string name, DocumentPlace operation, DocumentPlace body)
    {
        var before = problems.Count;
        var isFound = false;
        foreach (var (mediaType, content) in _references.Follow(body)?.Member("content")?.Members() ?? [])
        {
            if (!Rules.TextContent.IsJson(mediaType) || _references.Follow(content)?.Member("schema") is not { } schema)
            {
                continue;
            }

            isFound = true;
            if (registry.ResolvePointer(resource, schema.Pointer, resource.Document.Describe(schema.Pointer)) is { } site)
            {
                AddSite(name, operation.Text("operationId"), site);
            }
        }

        if (!isFound && problems.Count == before)
        {
            WarnOfNothing(name, operation);
        }
    }

    private void WarnOfNothing(string name, DocumentPlace place) => problems.Warn(
        resource.Document.Describe(place.Pointer), $"The webhook '{name}' has no schema of a JSON body; nothing is checked of it.");

    private void AddSite(string name, string? operationId, SchemaSite site)
    {
        AddTo(_named, name, site);
        if (operationId is { } id)
        {
            AddTo(_grouped, id, site);
            AddTo(_grouped, id.Split('/')[0], site);
        }
    }

    private static void AddTo(Dictionary<string, List<SchemaSite>> sites, string name, SchemaSite site)
    {
        foreach (var spelling in (string[])[name, name.Replace('-', '_')])
        {
            sites.TryAdd(spelling, []);
            if (!sites[spelling].Contains(site))
            {
                sites[spelling].Add(site);
            }
        }
    }
}
