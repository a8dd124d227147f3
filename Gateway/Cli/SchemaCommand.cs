using System.CommandLine;
using Gateway.Cli.Schemas;

namespace Gateway.Cli;

/// <summary><c>gateway schema check</c>: whether a schema can be used, and whether instances fit it.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var schema = new Argument<string>("SCHEMA") { Description = "A file, or shipped:NAME for one that comes with the gateway." };
        var instances = new Argument<string[]>("INSTANCE") { Description = "Files to hold against it; - for standard input.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<bool>("--assert-format") { Description = "Let 'format' refuse what has not the form." };
        var json = new Option<bool>("--json") { Description = "Print the standard's basic output, one JSON object for each instance." };
        var check = new Command("check", "Check a schema, and instances against it; exit code 0, 1 for one that does not fit, 2 for a schema that cannot be used.")
        {
            schema, instances, format, json,
        };
        check.SetAction(result => new SchemaCheck(result.InvocationConfiguration).Run(
            result.GetRequiredValue(schema), result.GetValue(instances) ?? [], result.GetValue(format), result.GetValue(json)));
        return new Command("schema", "JSON Schema, drafts 2020-12 and 7.") { check };
    }
}
