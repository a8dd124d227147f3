namespace Gateway.JsonSchema.Compilation;

/// <summary>The language a schema is written in: a draft, and which of its vocabularies count.</summary>
internal sealed record SchemaDialect(SchemaDraft Draft, SchemaVocabularies Vocabularies)
{
    /// <summary>Meant the newest draft of its day, and says no more than that.</summary>
    private const string Newest = "json-schema.org/schema";

    private static readonly string[] OpenApiDialects = ["spec.openapis.org/oas/3.1/dialect/", "spec.openapis.org/oas/3.2/dialect/"];

    private static readonly Dictionary<string, SchemaDialect> Standard = SchemaDrafts.All.ToDictionary(
        draft => draft.Metaschema, draft => new SchemaDialect(draft, draft.Vocabularies), StringComparer.Ordinal);

    public bool AssertsFormat => (Vocabularies & SchemaVocabularies.FormatAssertion) != SchemaVocabularies.None;

    public static string Known { get; } = string.Join(", ", SchemaDrafts.All.Select(draft => draft.Name));

    public static SchemaDialect Of(SchemaDraft draft) => Standard[draft.Metaschema];

    /// <summary>The standard dialect of that name, with either scheme and with or without a <c>#</c>; or null.</summary>
    public static SchemaDialect? FindStandard(string schema)
    {
        var name = NameOf(schema);
        return name is Newest ? Of(SchemaDrafts.Draft202012) : Standard.GetValueOrDefault(name);
    }

    /// <summary>The name says no version.</summary>
    public static bool IsNewest(string schema) => NameOf(schema) is Newest;

    /// <summary>The keyword of that name, if this dialect has it.</summary>
    public SchemaKeyword? Find(string name) =>
        Draft.Keywords.Find(name) is { } keyword && (keyword.Vocabulary & Vocabularies) != SchemaVocabularies.None
            ? keyword
            : null;

    /// <summary>The vocabulary of that name, or none when it is unknown.</summary>
    public static SchemaVocabularies FindVocabulary(SchemaDraft draft, string uri, bool isRequired)
    {
        if (draft.VocabularyPrefix is not { } prefix || !uri.StartsWith(prefix, StringComparison.Ordinal))
        {
            return SchemaVocabularies.None;
        }

        return uri[prefix.Length..] switch
        {
            "core" => SchemaVocabularies.Core,
            "applicator" => SchemaVocabularies.Applicator,
            "unevaluated" => SchemaVocabularies.Unevaluated,
            "validation" => SchemaVocabularies.Validation,
            "meta-data" => SchemaVocabularies.MetaData,
            // 2019-09 Validation section 7.2: whoever requires the vocabulary asserts it.
            "format" => isRequired ? SchemaVocabularies.FormatAssertion : SchemaVocabularies.FormatAnnotation,
            "format-annotation" => SchemaVocabularies.FormatAnnotation,
            "format-assertion" => SchemaVocabularies.FormatAssertion,
            "content" => SchemaVocabularies.Content,
            _ => SchemaVocabularies.None,
        };
    }

    private static string NameOf(string schema)
    {
        var start = schema.IndexOf("://", StringComparison.Ordinal);
        var isWeb = start >= 0 && schema[..start] is "http" or "https";
        if (!isWeb)
        {
            return schema;
        }

        // The dialects of OpenAPI are published anew under their dates.
        var name = schema[(start + 3)..].TrimEnd('#');
        return OpenApiDialects.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal)) ? SchemaDrafts.OpenApi31.Metaschema : name;
    }
}
