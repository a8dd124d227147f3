using System.Collections.Concurrent;
using System.Text;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Holds a schema against the metaschema of its draft: for what compiling does not look at, such as a <c>title</c> that is no text.
/// </summary>
internal static class MetaschemaCheck
{
    private const int MaxProblems = 20;

    private static readonly ConcurrentDictionary<SchemaDraft, Schema> Metaschemas = new();

    public static void Report(SchemaRegistry registry, SchemaResource main, ProblemList problems)
    {
        var isMetaschema = MetaschemaSource.Find(main.Uri) is not null;
        var isOfOneDialect = registry.Resources.All(resource => resource.Document != main.Document || resource.Dialect == main.Dialect);
        var isStandard = main.Dialect == SchemaDialect.Of(main.Dialect.Draft) && !main.Dialect.Draft.HasNoMetaschema;
        if (isMetaschema || !isOfOneDialect || !isStandard)
        {
            return;
        }

        var metaschema = Metaschemas.GetOrAdd(main.Dialect.Draft, Compile);
        foreach (var violation in metaschema.Validate(Encoding.UTF8.GetBytes(main.Document.Root.GetRawText()), MaxProblems))
        {
            problems.Add(main.Document.Describe(violation.InstanceLocation), violation.Message);
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
