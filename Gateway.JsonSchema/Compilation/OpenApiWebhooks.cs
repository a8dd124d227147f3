using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Finds the webhooks of an OpenAPI document: <c>webhooks</c> of 3.1, and <c>x-webhooks</c>, as documents of 3.0 call them. An event type
/// is the name of a webhook or of its operation. Several may be one type: what stands before a slash in <c>operationId</c>
/// (<c>pull-request/opened</c>). A hyphen may be an underscore.
/// </summary>
internal sealed class OpenApiWebhooks(SchemaRegistry registry, SchemaResource resource, ProblemList problems)
{
    private static readonly string[] Methods = ["post", "put", "patch", "get", "delete"];

    private readonly Dictionary<string, List<SchemaSite>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SchemaSite>> _grouped = new(StringComparer.Ordinal);

    /// <summary>The schemas of each event type, at least one.</summary>
    public IReadOnlyDictionary<string, List<SchemaSite>> Find()
    {
        var root = new DocumentPlace(resource.Document.Root, "", resource.Document.Root);
        foreach (var (name, webhook) in (root.Member("webhooks") ?? root.Member("x-webhooks"))?.Members() ?? [])
        {
            foreach (var operation in Methods.Select(method => webhook.Member(method)).OfType<DocumentPlace>())
            {
                Add(name, operation);
            }
        }

        if (_named.Count == 0)
        {
            problems.Add("", "The document has no 'webhooks' with a JSON body.");
        }

        foreach (var (name, sites) in _grouped)
        {
            _named.TryAdd(name, sites);
        }

        return _named;
    }

    private void Add(string name, DocumentPlace operation)
    {
        if (operation.Member("requestBody") is not { } body)
        {
            return;
        }

        var content = body.Member("content")?.Members().FirstOrDefault(content => Rules.TextContent.IsJson(content.Name)).Place;
        if (content?.Value.ValueKind != JsonValueKind.Object || !content.Value.Value.TryGetProperty("schema", out _))
        {
            problems.Warn(resource.Document.Describe(operation.Pointer), $"The webhook '{name}' has no schema of a JSON body; nothing is checked of it.");
            return;
        }

        var pointer = Pointer.Append(content.Value.Pointer, "schema");
        if (registry.Resolve(resource, $"#{Uri.EscapeDataString(pointer)}", resource.Document.Describe(pointer)) is not { } site)
        {
            return;
        }

        AddTo(_named, name, site);
        if (operation.Text("operationId") is { } id)
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
