namespace Gateway.Verification.Schema;

/// <summary>The <c>Schema</c> section of a route as written: null means the file does not say.</summary>
internal sealed record SchemaConfig
{
    /// <summary>JSON Schema that every body must satisfy; relative to the configuration file. Default: none.</summary>
    public string? File { get; init; }

    /// <summary>
    /// JSON Schema by event type (<c>Events:Type</c>); a type that is not listed falls to <see cref="File"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string>? ByEvent { get; init; }
}
