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
            problems.Add(location, $"The metaschema '{uri.AbsoluteUri}' must itself be written in 2020-12 or draft 7.");
            return null;
        }

        if (standard.Draft != SchemaDraft.Draft202012 || !metaschema.TryGetProperty("$vocabulary", out var vocabularies)
            || vocabularies.ValueKind != JsonValueKind.Object)
        {
            return standard;
        }

        var known = SchemaVocabularies.Core; // applies in any case (Core section 8.1.2.1)
        foreach (var vocabulary in vocabularies.EnumerateObject())
        {
            var found = SchemaDialect.FindVocabulary(vocabulary.Name);
            known |= found;
            if (found == SchemaVocabularies.None && vocabulary.Value.ValueKind == JsonValueKind.True)
            {
                problems.Add(
                    location, $"The dialect requires the vocabulary '{vocabulary.Name}', which is not supported.");
                return null;
            }
        }

        return standard with { Vocabularies = known };
    }
}
