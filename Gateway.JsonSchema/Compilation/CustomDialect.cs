using System.Text.Json;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// A dialect that a metaschema of the user's own describes by its <c>$vocabulary</c> (Core section 8.1.2).
/// </summary>
internal static class CustomDialect
{
    public static SchemaDialect? Read(JsonElement metaschema, Uri uri, string location, ProblemList problems)
    {
        var standard = metaschema.ValueKind == JsonValueKind.Object
            && metaschema.TryGetProperty("$schema", out var schema) && schema.ValueKind == JsonValueKind.String
                ? SchemaDialect.FindStandard(schema.GetString()!)
                : null;
        if (standard is null)
        {
            problems.Add(location, $"The metaschema '{uri.AbsoluteUri}' must itself be written in one of {SchemaDialect.Known}.");
            return null;
        }

        if (standard.Draft.VocabularyPrefix is null || !metaschema.TryGetProperty("$vocabulary", out var vocabularies)
            || vocabularies.ValueKind != JsonValueKind.Object)
        {
            return standard;
        }

        var known = SchemaVocabularies.Core; // applies in any case (Core section 8.1.2.1)
        foreach (var vocabulary in vocabularies.EnumerateObject())
        {
            var isRequired = vocabulary.Value.ValueKind == JsonValueKind.True;
            var found = SchemaDialect.FindVocabulary(standard.Draft, vocabulary.Name, isRequired);
            known |= found;
            if (found == SchemaVocabularies.None && isRequired)
            {
                problems.Add(
                    location, $"The dialect requires the vocabulary '{vocabulary.Name}', which is not supported.");
                return null;
            }
        }

        return standard with { Vocabularies = known };
    }
}
