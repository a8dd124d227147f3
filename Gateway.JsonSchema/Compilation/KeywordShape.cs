namespace Gateway.JsonSchema.Compilation;

/// <summary>Where in a keyword's value schemas stand.</summary>
internal enum KeywordShape
{
    Value,
    Schema,
    SchemaList,
    SchemaMap,

    /// <summary><c>items</c> before 2020-12: a schema or a list of them.</summary>
    SchemaOrList,

    /// <summary><c>dependencies</c>: each member a schema or a list of names.</summary>
    DependencyMap,

    /// <summary>A URI of a schema.</summary>
    Reference,
}
