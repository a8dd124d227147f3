using System.Collections.Concurrent;
using System.Text;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Holds the schema that is asked for against the metaschema of its draft: for what compiling does not look at, such as a <c>title</c>
/// that is no text.
/// </summary>
internal static class MetaschemaCheck
{
    private const int MaxProblems = 20;

    private static readonly ConcurrentDictionary<SchemaDraft, Schema> Metaschemas = new();

    public static void Report(SchemaSite main, ProblemList problems)
    {
        var (document, dialect) = (main.Resource.Document, main.Resource.Dialect);
        var below = $"{main.Pointer}/";
        var isMetaschema = MetaschemaSource.Find(main.Resource.Uri) is not null;
        var isOfOneDialect = document.Sites.Values.All(
            site => site.Resource.Dialect == dialect || !site.Pointer.StartsWith(below, StringComparison.Ordinal));
        var isStandard = dialect == SchemaDialect.Of(dialect.Draft) && !dialect.Draft.HasNoMetaschema;
        if (isMetaschema || !isOfOneDialect || !isStandard)
        {
            return;
        }

        var metaschema = Metaschemas.GetOrAdd(dialect.Draft, Compile);
        foreach (var violation in metaschema.Validate(Encoding.UTF8.GetBytes(main.Element.GetRawText()), MaxProblems))
        {
            if (violation == SchemaViolation.TooMuchWork)
            {
                problems.Warn(main.Location, "It nests too deep to be held against the metaschema of its draft.");
                continue;
            }

            problems.Add(document.Describe(main.Pointer + violation.InstanceLocation), violation.Message);
        }
    }

    private static Schema Compile(SchemaDraft draft)
    {
        var problems = new List<SchemaProblem>();
        var options = SchemaOptions.Default with
        {
            DefaultDialect = $"https://{draft.Metaschema}",
            Json = new StrictJsonOptions { MaxDepth = StrictJsonOptions.LargestDepth },
            MaxSteps = int.MaxValue / 2, // the operator's own file, as large as it may be
        };
        var reference = Encoding.UTF8.GetBytes($$"""{"$ref":"http://{{draft.Metaschema}}"}""");
        return Schema.CompileUnchecked(reference, options, problems)
            ?? throw new InvalidOperationException(string.Join(' ', problems));
    }
}
