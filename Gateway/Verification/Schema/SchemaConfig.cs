using Gateway.JsonSchema;

namespace Gateway.Verification.Schema;

/// <summary>The <c>Schema</c> section of a route as written: null means the file does not say.</summary>
internal sealed record SchemaConfig
{
    /// <summary>
    /// JSON Schema that every body must satisfy: a path relative to the configuration file, or <c>shipped:NAME</c>. Behind
    /// <c>#</c> may stand a JSON pointer to the schema in the file. Default: none.
    /// </summary>
    public string? File { get; init; }

    /// <summary>
    /// JSON Schema by event type (<c>Events:Type</c>); a type that is not listed falls to <see cref="File"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? ByEvent { get; init; }

    /// <summary>
    /// OpenAPI document (3.0 to 3.2, as JSON) whose webhooks give the schema of each event type; a path relative to the configuration
    /// file. <see cref="ByEvent"/> comes first, and <see cref="File"/> is for what neither has. Default: none.
    /// </summary>
    public string? OpenApi { get; init; }

    /// <summary>
    /// Other documents that schemas refer to: the beginning of their URIs, and the folder or file that holds them. Nothing is
    /// fetched. Default: only what stands in or below the schema's own folder.
    /// </summary>
    public IReadOnlyDictionary<string, string>? References { get; init; }

    /// <summary>Whether <c>format</c> refuses what has not the form; by default it only describes. Default false.</summary>
    public bool? AssertFormat { get; init; }

    /// <summary>
    /// Whether <c>contentEncoding</c> (base16, base32, base64, base64url) and <c>contentMediaType</c> (JSON) refuse what is none; by
    /// default they only describe. Default false.
    /// </summary>
    public bool? AssertContent { get; init; }

    /// <summary>
    /// What becomes of a keyword that the dialect does not know: <c>Warn</c> (one close to a known keyword is a problem, others are warned
    /// of), <c>Refuse</c> (each is a problem, and so is an unknown format where formats are asserted) or <c>Ignore</c>. Default <c>Warn</c>.
    /// </summary>
    public UnknownKeywords? UnknownKeywords { get; init; }

    /// <summary>Default <see cref="SchemaMode.Enforce"/>.</summary>
    public SchemaMode? Mode { get; init; }

    /// <summary>
    /// Whether verified webhooks are compared with the schema, for <c>gateway schema drift</c>: members that it does not know, and what it
    /// names and no webhook has. At most ten a second, in up to 10 MB of memory. Default false.
    /// </summary>
    public bool? Drift { get; init; }

    /// <summary>What of JSON that parsers disagree on may pass. Default: nothing.</summary>
    public JsonConfig? Json { get; init; }
}
