using System.Collections.Frozen;

namespace Gateway.JsonSchema.Compilation;

/// <summary>The drafts that are spoken, each by its difference from the one before.</summary>
internal static class SchemaDrafts
{
    private const SchemaVocabularies Core = SchemaVocabularies.Core;
    private const SchemaVocabularies Applicator = SchemaVocabularies.Applicator;
    private const SchemaVocabularies Validation = SchemaVocabularies.Validation;
    private const SchemaVocabularies MetaData = SchemaVocabularies.MetaData;
    private const SchemaVocabularies Content = SchemaVocabularies.Content;

    // $defs and definitions are in all drafts: schemas of one use the other's name, and neither means anything else anywhere.
    private static readonly KeywordTable Draft4Keywords = KeywordTable.Empty
        .With(Core, KeywordShape.Value, "id $schema")
        .With(Core, KeywordShape.Reference, "$ref")
        .With(Core, KeywordShape.SchemaMap, "definitions $defs")
        .With(Applicator, KeywordShape.SchemaList, "allOf anyOf oneOf")
        .With(Applicator, KeywordShape.SchemaMap, "properties patternProperties")
        .With(Applicator, KeywordShape.Schema, "additionalProperties additionalItems not")
        .With(Applicator, KeywordShape.SchemaOrList, "items")
        .With(Applicator, KeywordShape.DependencyMap, "dependencies")
        .With(Validation, KeywordShape.Value, "type enum required uniqueItems pattern")
        .With(Validation, KeywordShape.Value, "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum")
        .With(Validation, KeywordShape.Value, "maxLength minLength maxItems minItems maxProperties minProperties")
        .With(MetaData, KeywordShape.Value, "title description default")
        .With(SchemaVocabularies.AnyFormat, KeywordShape.Value, "format");

    private static readonly KeywordTable Draft6Keywords = Draft4Keywords
        .Without("id")
        .With(Core, KeywordShape.Value, "$id")
        .With(Applicator, KeywordShape.Schema, "propertyNames contains")
        .With(Validation, KeywordShape.Value, "const")
        .With(MetaData, KeywordShape.Value, "examples");

    private static readonly KeywordTable Draft7Keywords = Draft6Keywords
        .With(Core, KeywordShape.Value, "$comment")
        .With(Applicator, KeywordShape.Schema, "if then else")
        .With(MetaData, KeywordShape.Value, "readOnly writeOnly")
        .With(Content, KeywordShape.Value, "contentEncoding contentMediaType");

    private static readonly KeywordTable Draft201909Keywords = Draft7Keywords
        .With(Core, KeywordShape.Value, "$anchor $recursiveAnchor $vocabulary")
        .With(Core, KeywordShape.Reference, "$recursiveRef")
        .With(Applicator, KeywordShape.SchemaMap, "dependentSchemas")
        .With(Applicator, KeywordShape.Schema, "unevaluatedItems unevaluatedProperties")
        .With(Validation, KeywordShape.Value, "maxContains minContains dependentRequired")
        .With(MetaData, KeywordShape.Value, "deprecated")
        .With(Content, KeywordShape.Schema, "contentSchema");

    // dependencies stays, for compatibility: the metaschema of 2020-12 still describes it.
    private static readonly KeywordTable Draft202012Keywords = Draft201909Keywords
        .Without("$recursiveAnchor $recursiveRef additionalItems")
        .With(Core, KeywordShape.Value, "$dynamicAnchor")
        .With(Core, KeywordShape.Reference, "$dynamicRef")
        .With(Applicator, KeywordShape.Schema, "items")
        .With(Applicator, KeywordShape.SchemaList, "prefixItems")
        .With(SchemaVocabularies.Unevaluated, KeywordShape.Schema, "unevaluatedItems unevaluatedProperties");

    // OpenAPI 3.0.3, section 4.4, and 3.1.0, section 4.4.
    private static readonly FrozenSet<string> OpenApiFormats =
        FrozenSet.Create(StringComparer.Ordinal, "int32", "int64", "float", "double", "byte", "binary", "password");

    public static SchemaDraft Draft4 { get; } = new()
    {
        Name = "draft 4",
        Metaschema = "json-schema.org/draft-04/schema",
        Keywords = Draft4Keywords,
        Id = "id",
        HasPlainHostnames = true,
        HasFragmentIds = true,
        RefHidesSiblings = true,
        HasBooleanLimits = true,
        HasListOfItems = true,
    };

    public static SchemaDraft Draft6 { get; } = new()
    {
        Name = "draft 6",
        Metaschema = "json-schema.org/draft-06/schema",
        Keywords = Draft6Keywords,
        HasPlainHostnames = true,
        HasFragmentIds = true,
        RefHidesSiblings = true,
        HasListOfItems = true,
    };

    public static SchemaDraft Draft7 { get; } = new()
    {
        Name = "draft 7",
        Metaschema = "json-schema.org/draft-07/schema",
        Keywords = Draft7Keywords,
        HasFragmentIds = true,
        RefHidesSiblings = true,
        HasListOfItems = true,
    };

    public static SchemaDraft Draft201909 { get; } = new()
    {
        Name = "2019-09",
        Metaschema = "json-schema.org/draft/2019-09/schema",
        VocabularyPrefix = "https://json-schema.org/draft/2019-09/vocab/",
        Keywords = Draft201909Keywords,
        HasListOfItems = true,
    };

    public static SchemaDraft Draft202012 { get; } = new()
    {
        Name = "2020-12",
        Metaschema = "json-schema.org/draft/2020-12/schema",
        VocabularyPrefix = "https://json-schema.org/draft/2020-12/vocab/",
        Keywords = Draft202012Keywords,
        ContainsEvaluates = true,
    };

    /// <summary>The Schema Object of OpenAPI 3.0: a part of draft 4, with <c>nullable</c>.</summary>
    public static SchemaDraft OpenApi30 { get; } = new()
    {
        Name = "OpenAPI 3.0",
        Metaschema = "spec.openapis.org/oas/3.0/schema",
        Keywords = Draft4Keywords
            .Without("id $schema definitions $defs patternProperties additionalItems dependencies")
            .With(Applicator, KeywordShape.Schema, "items")
            .With(Validation, KeywordShape.Value, "nullable")
            .With(MetaData, KeywordShape.Value, "discriminator readOnly writeOnly xml externalDocs example deprecated"),
        HasPlainHostnames = true,
        RefHidesSiblings = true,
        HasBooleanLimits = true,
        HasNoMetaschema = true,
        DescribingFormats = OpenApiFormats,
    };

    /// <summary>The Schema Object of OpenAPI 3.1: 2020-12, and annotations of its own.</summary>
    public static SchemaDraft OpenApi31 { get; } = new()
    {
        Name = "OpenAPI 3.1",
        Metaschema = "spec.openapis.org/oas/3.1/dialect/base",
        VocabularyPrefix = Draft202012.VocabularyPrefix,
        Keywords = Draft202012Keywords.With(MetaData, KeywordShape.Value, "discriminator xml externalDocs example"),
        ContainsEvaluates = true,
        HasNoMetaschema = true,
        DescribingFormats = OpenApiFormats,
    };

    public static IReadOnlyList<SchemaDraft> All { get; } =
        [Draft4, Draft6, Draft7, Draft201909, Draft202012, OpenApi30, OpenApi31];
}
