using System.Collections.Frozen;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// A keyword of the specification: which drafts and vocabulary it belongs to, and where schemas stand in it.
/// </summary>
internal sealed record SchemaKeyword(SchemaDraft Drafts, SchemaVocabularies Vocabulary, KeywordShape Shape)
{
    /// <summary>All keywords by name, those of 2020-12 where the drafts disagree.</summary>
    private static readonly FrozenDictionary<string, SchemaKeyword> Known = Build();

    /// <summary>The keyword of that name in a draft, or null.</summary>
    public static SchemaKeyword? Find(string name, SchemaDraft draft)
    {
        if (draft == SchemaDraft.Draft7 && name is "items")
        {
            return ItemsOfDraft7;
        }

        return Known.TryGetValue(name, out var keyword) && (keyword.Drafts & draft) != SchemaDraft.None
            ? keyword
            : null;
    }

    private static SchemaKeyword ItemsOfDraft7 { get; } =
        new(SchemaDraft.Draft7, SchemaVocabularies.Applicator, KeywordShape.SchemaOrList);

    private static FrozenDictionary<string, SchemaKeyword> Build()
    {
        var keywords = new Dictionary<string, SchemaKeyword>(StringComparer.Ordinal);
        Add(SchemaDraft.Both, SchemaVocabularies.Core, KeywordShape.Value, "$id $schema $ref $comment");
        Add(SchemaDraft.Draft202012, SchemaVocabularies.Core, KeywordShape.Value,
            "$anchor $dynamicAnchor $dynamicRef $vocabulary");
        Add(SchemaDraft.Draft202012, SchemaVocabularies.Core, KeywordShape.SchemaMap, "$defs");
        Add(SchemaDraft.Draft7, SchemaVocabularies.Core, KeywordShape.SchemaMap, "definitions");

        const SchemaVocabularies Applicator = SchemaVocabularies.Applicator;
        Add(SchemaDraft.Both, Applicator, KeywordShape.SchemaList, "allOf anyOf oneOf");
        Add(SchemaDraft.Both, Applicator, KeywordShape.SchemaMap, "properties patternProperties");
        Add(SchemaDraft.Both, Applicator, KeywordShape.Schema,
            "additionalProperties propertyNames contains not if then else");
        Add(SchemaDraft.Draft202012, Applicator, KeywordShape.Schema, "items");
        Add(SchemaDraft.Draft202012, Applicator, KeywordShape.SchemaList, "prefixItems");
        Add(SchemaDraft.Draft202012, Applicator, KeywordShape.SchemaMap, "dependentSchemas");
        Add(SchemaDraft.Draft7, Applicator, KeywordShape.Schema, "additionalItems");
        Add(SchemaDraft.Draft7, Applicator, KeywordShape.DependencyMap, "dependencies");
        Add(SchemaDraft.Draft202012, SchemaVocabularies.Unevaluated, KeywordShape.Schema,
            "unevaluatedItems unevaluatedProperties");

        const SchemaVocabularies Validation = SchemaVocabularies.Validation;
        Add(SchemaDraft.Both, Validation, KeywordShape.Value, "type enum const required uniqueItems pattern");
        Add(SchemaDraft.Both, Validation, KeywordShape.Value,
            "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum");
        Add(SchemaDraft.Both, Validation, KeywordShape.Value,
            "maxLength minLength maxItems minItems maxProperties minProperties");
        Add(SchemaDraft.Draft202012, Validation, KeywordShape.Value, "maxContains minContains dependentRequired");

        Add(SchemaDraft.Both, SchemaVocabularies.MetaData, KeywordShape.Value,
            "title description default examples readOnly writeOnly");
        Add(SchemaDraft.Draft202012, SchemaVocabularies.MetaData, KeywordShape.Value, "deprecated");
        Add(SchemaDraft.Both, SchemaVocabularies.FormatAnnotation | SchemaVocabularies.FormatAssertion,
            KeywordShape.Value, "format");
        Add(SchemaDraft.Both, SchemaVocabularies.Content, KeywordShape.Value, "contentEncoding contentMediaType");
        Add(SchemaDraft.Draft202012, SchemaVocabularies.Content, KeywordShape.Schema, "contentSchema");
        return keywords.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(SchemaDraft drafts, SchemaVocabularies vocabulary, KeywordShape shape, string names)
        {
            foreach (var name in names.Split(' '))
            {
                keywords.Add(name, new(drafts, vocabulary, shape));
            }
        }
    }
}
