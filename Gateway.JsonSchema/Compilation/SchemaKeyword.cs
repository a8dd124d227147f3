namespace Gateway.JsonSchema.Compilation;

/// <summary>A keyword of one draft: which vocabulary it belongs to, and where schemas stand in it.</summary>
internal sealed record SchemaKeyword(SchemaVocabularies Vocabulary, KeywordShape Shape)
{
    private const SchemaVocabularies Constraining =
        SchemaVocabularies.Applicator | SchemaVocabularies.Unevaluated | SchemaVocabularies.Validation;

    /// <summary>Whether a body may be invalid because of it; others only name, describe or locate.</summary>
    public bool IsConstraint(SchemaDialect dialect, SchemaOptions options) =>
        Shape == KeywordShape.Reference || Is(Constraining)
        || (Is(SchemaVocabularies.AnyFormat) && (options.AssertFormat || dialect.AssertsFormat))
        || (Is(SchemaVocabularies.Content) && options.AssertContent && Shape == KeywordShape.Value); // contentSchema never is

    private bool Is(SchemaVocabularies vocabularies) => (Vocabulary & vocabularies) != SchemaVocabularies.None;
}
