namespace Gateway.JsonSchema.Compilation;

/// <summary>The language a schema is written in: a draft, and which of its vocabularies count.</summary>
internal sealed record SchemaDialect(SchemaDraft Draft, SchemaVocabularies Vocabularies)
{
    private const string VocabularyPrefix = "https://json-schema.org/draft/2020-12/vocab/";

    public static SchemaDialect Draft7 { get; } = new(SchemaDraft.Draft7, SchemaVocabularies.Standard);

    public static SchemaDialect Draft202012 { get; } = new(SchemaDraft.Draft202012, SchemaVocabularies.Standard);

    /// <summary>Draft 7 ignores all that stands beside a <c>$ref</c> (draft 7 Core section 8.3).</summary>
    public bool RefHidesSiblings => Draft == SchemaDraft.Draft7;

    public bool AssertsFormat => (Vocabularies & SchemaVocabularies.FormatAssertion) != SchemaVocabularies.None;

    /// <summary>The standard dialect of that name, or null.</summary>
    public static SchemaDialect? FindStandard(string schema) => schema.TrimEnd('#') switch
    {
        "https://json-schema.org/draft/2020-12/schema" => Draft202012,
        "http://json-schema.org/draft-07/schema" or "https://json-schema.org/draft-07/schema" => Draft7,
        _ => null,
    };

    /// <summary>The vocabulary of that name, or none when it is unknown.</summary>
    public static SchemaVocabularies FindVocabulary(string uri) =>
        !uri.StartsWith(VocabularyPrefix, StringComparison.Ordinal) ? SchemaVocabularies.None
        : uri[VocabularyPrefix.Length..] switch
        {
            "core" => SchemaVocabularies.Core,
            "applicator" => SchemaVocabularies.Applicator,
            "unevaluated" => SchemaVocabularies.Unevaluated,
            "validation" => SchemaVocabularies.Validation,
            "meta-data" => SchemaVocabularies.MetaData,
            "format-annotation" => SchemaVocabularies.FormatAnnotation,
            "format-assertion" => SchemaVocabularies.FormatAssertion,
            "content" => SchemaVocabularies.Content,
            _ => SchemaVocabularies.None,
        };

    /// <summary>The keyword of that name, if this dialect has it.</summary>
    public SchemaKeyword? Find(string name) =>
        SchemaKeyword.Find(name, Draft) is { } keyword
        && (keyword.Vocabulary & Vocabularies) != SchemaVocabularies.None
            ? keyword
            : null;
}
