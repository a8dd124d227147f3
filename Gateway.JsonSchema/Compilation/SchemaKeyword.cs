namespace Gateway.JsonSchema.Compilation;

/// <summary>A keyword of one draft: which vocabulary it belongs to, and where schemas stand in it.</summary>
internal sealed record SchemaKeyword(SchemaVocabularies Vocabulary, KeywordShape Shape)
{
    private const SchemaVocabularies Constraining =
        SchemaVocabularies.Applicator | SchemaVocabularies.Unevaluated | SchemaVocabularies.Validation;

    /// <summary>A body may be invalid because of it; others only name, describe or locate.</summary>
    public bool IsConstraint => (Vocabulary & Constraining) != SchemaVocabularies.None || Shape == KeywordShape.Reference;
}
