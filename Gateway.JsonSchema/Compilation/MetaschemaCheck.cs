using System.Text;

namespace Gateway.JsonSchema.Compilation;

/// <summary>
/// Holds a schema against the metaschema of its draft: for what compiling does not look at, such as a <c>title</c> that is no text.
/// </summary>
internal static class MetaschemaCheck
{
    private const int MaxProblems = 20;

    private static readonly Lazy<Schema> Draft202012 = new(() => Compile("https://json-schema.org/draft/2020-12/schema"));
    private static readonly Lazy<Schema> Draft7 = new(() => Compile("http://json-schema.org/draft-07/schema#"));

    public static void Report(SchemaRegistry registry, SchemaResource main, ProblemList problems)
    {
        var isMetaschema = MetaschemaSource.Find(main.Uri) is not null;
        var isOfOneDialect = registry.Resources.All(resource => resource.Document != main.Document || resource.Dialect == main.Dialect);
        if (isMetaschema || !isOfOneDialect || SchemaOf(main.Dialect) is not { } metaschema)
        {
            return;
        }

        foreach (var violation in metaschema.Validate(Encoding.UTF8.GetBytes(main.Document.Root.GetRawText()), MaxProblems))
        {
            problems.Add(main.Document.Describe(violation.InstanceLocation), violation.Message);
        }
    }

    /// <summary>The metaschema of a standard dialect; null for one of somebody's own.</summary>
    private static Schema? SchemaOf(SchemaDialect dialect) =>
        dialect == SchemaDialect.FindStandard("https://json-schema.org/draft/2020-12/schema") ? Draft202012.Value
        : dialect == SchemaDialect.FindStandard("http://json-schema.org/draft-07/schema#") ? Draft7.Value
        : null;

    private static Schema Compile(string metaschema)
    {
        var problems = new List<SchemaProblem>();
        var json = new StrictJsonOptions { MaxDepth = StrictJsonOptions.LargestDepth };
        var reference = Encoding.UTF8.GetBytes($$"""{"$ref":"{{metaschema}}"}""");
        return Schema.CompileUnchecked(reference, SchemaOptions.Default with { Json = json }, problems)
            ?? throw new InvalidOperationException(string.Join(' ', problems));
    }
}
