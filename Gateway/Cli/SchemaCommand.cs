using System.CommandLine;
using Gateway.Cli.Schemas;
using Gateway.JsonSchema;

namespace Gateway.Cli;

/// <summary><c>gateway schema</c>: whether a schema can be used and instances fit it, where schemas come from and what they miss, and the schema of the configuration itself.</summary>
internal static class SchemaCommand
{
    /// <summary>As the project file names it.</summary>
    private const string OfConfiguration = "gateway.schema.json";

    public static Command Create(Func<string, string?> environment)
    {
        var schema = new Argument<string>("SCHEMA")
        {
            Description = "A file, or shipped:NAME for one that comes with the gateway; behind # a JSON pointer into it. Or an OpenAPI document.",
        };
        var instances = new Argument<string[]>("INSTANCE") { Description = "Files to hold against it; - for standard input.", Arity = ArgumentArity.ZeroOrMore };
        var type = new Option<string>("--event") { Description = "Of an OpenAPI document: the event type whose webhook is meant." };
        var references = new Option<string[]>("--reference")
        {
            Description = "Where a document is that the schema refers to: URI=FILE, or the beginning of URIs and a folder.",
        };
        var format = new Option<bool>("--assert-format") { Description = "Let 'format' refuse what has not the form." };
        var content = new Option<bool>("--assert-content") { Description = "Let 'contentEncoding' and 'contentMediaType' refuse what is none." };
        var unknown = new Option<UnknownKeywords>("--unknown-keywords") { Description = "What to do about keywords that the dialect does not know." };
        var json = new Option<bool>("--json") { Description = "Print the standard's basic output, one JSON object for each instance." };
        var check = new Command("check", "Check a schema, and instances against it; exit code 0, 1 for one that does not fit, 2 for a schema that cannot be used.")
        {
            schema, instances, type, references, format, content, unknown, json,
        };
        check.SetAction(result => new SchemaCheck(result.InvocationConfiguration).Run(new SchemaOrder(
            result.GetRequiredValue(schema),
            result.GetValue(instances) ?? [],
            result.GetValue(type),
            result.GetValue(references) ?? [],
            new SchemaOptions
            {
                AssertFormat = result.GetValue(format),
                AssertContent = result.GetValue(content),
                UnknownKeywords = result.GetValue(unknown),
            },
            result.GetValue(json))));
        var print = new Command("print", "Print the schema of the configuration file, for editors.");
        print.SetAction(async (result, cancellation) =>
        {
            await using var stream = typeof(SchemaCommand).Assembly.GetManifestResourceStream(OfConfiguration)!;
            using var text = new StreamReader(stream);
            await result.InvocationConfiguration.Output.WriteAsync(await text.ReadToEndAsync(cancellation));
            return 0;
        });
        return new Command("schema", "JSON Schema: drafts 4, 6, 7, 2019-09 and 2020-12, and OpenAPI 3.")
        {
            check, LearnCommand.Create(), DriftCommand.Create(environment), print,
        };
    }
}
