using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>One file of schemas, and the schemas found in it by their place.</summary>
/// <param name="uri">Where it comes from.</param>
/// <param name="root">Its content.</param>
/// <param name="chosen">The pointer to the schema that is asked for; null of a document that is only referred to.</param>
internal sealed class SchemaDocument(Uri uri, JsonElement root, string? chosen)
{
    public Uri Uri => uri;

    public JsonElement Root => root;

    /// <summary>It holds schemas, but is none: each is looked for where somebody refers to it.</summary>
    public bool IsOpenApi { get; } = OpenApiRoot.Is(root);

    /// <summary>The pointer to the schema that is asked for, if it is in this document.</summary>
    public string? Chosen => chosen;

    /// <summary>The schemas by their JSON pointer.</summary>
    public Dictionary<string, SchemaSite> Sites { get; } = new(StringComparer.Ordinal);

    /// <summary>How a place in this document is told to people: in the schema asked for, the pointer alone.</summary>
    public string Describe(string pointer) => chosen is not null ? pointer : $"{uri.AbsoluteUri}#{pointer}";
}
