namespace Gateway.JsonSchema.Compilation;

/// <summary>Where in a keyword's value schemas stand.</summary>
internal enum KeywordShape
{
    Value,
    Schema,
    SchemaList,
    SchemaMap,

    /// <summary>Draft 7's <c>items</c>: a schema or a list of them.</summary>
    SchemaOrList,

    /// <summary>Draft 7's <c>dependencies</c>: each member a schema or a list of names.</summary>
    DependencyMap,
}
