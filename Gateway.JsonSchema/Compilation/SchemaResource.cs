namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// A document, or a part of one with an <c>$id</c> of its own (Core section 4.3.5): where URIs and anchors live.
/// </summary>
internal sealed class SchemaResource(int index, Uri uri, SchemaDocument document, string pointer, SchemaDialect dialect)
{
    /// <summary>A part of another resource in a dialect of its own: it has the same URI and anchors.</summary>
    public SchemaResource(int index, SchemaResource whole, SchemaDialect dialect)
        : this(index, whole.Uri, whole.Document, whole.Pointer, dialect) => (Anchors, DynamicAnchors) = (whole.Anchors, whole.DynamicAnchors);

    /// <summary>Its number among all resources of a compilation.</summary>
    public int Index => index;

    public Uri Uri => uri;

    public SchemaDocument Document => document;

    /// <summary>Where in the document it begins.</summary>
    public string Pointer => pointer;

    public SchemaDialect Dialect => dialect;

    /// <summary>Its named schemas, dynamic ones included.</summary>
    public Dictionary<string, SchemaSite> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Which of the anchors are dynamic.</summary>
    public HashSet<string> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
