namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// The vocabularies of 2019-09 and 2020-12. Older drafts have none; they behave as if they had all but the format
/// assertion.
/// </summary>
[Flags]
internal enum SchemaVocabularies
{
    None = 0,
    Core = 1,
    Applicator = 2,
    Unevaluated = 4,
    Validation = 8,
    MetaData = 16,
    FormatAnnotation = 32,
    FormatAssertion = 64,
    Content = 128,
    AnyFormat = FormatAnnotation | FormatAssertion,
    Standard = Core | Applicator | Unevaluated | Validation | MetaData | FormatAnnotation | Content,
}
