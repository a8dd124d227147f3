namespace Gateway.Verification.Schema;

/// <summary>The <c>Schema</c> section of a route as written: null means the file does not say.</summary>
internal sealed record SchemaConfig
{
    /// <summary>
    /// JSON Schema that every body must satisfy: a path relative to the configuration file, or <c>shipped:NAME</c>.
    /// Default: none.
    /// </summary>
    public string? File { get; init; }

    /// <summary>
    /// JSON Schema by event type (<c>Events:Type</c>); a type that is not listed falls to <see cref="File"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? ByEvent { get; init; }

    /// <summary>
    /// Other documents that schemas refer to: the beginning of their URIs, and the folder or file that holds them. Nothing is
    /// fetched. Default: only what stands in or below the schema's own folder.
    /// </summary>
    public IReadOnlyDictionary<string, string>? References { get; init; }

    /// <summary>Whether <c>format</c> refuses what has not the form; by default it only describes. Default false.</summary>
    public bool? AssertFormat { get; init; }

    /// <summary>Default <see cref="SchemaMode.Enforce"/>.</summary>
    public SchemaMode? Mode { get; init; }

    /// <summary>What of JSON that parsers disagree on may pass. Default: nothing.</summary>
    public JsonConfig? Json { get; init; }
}
