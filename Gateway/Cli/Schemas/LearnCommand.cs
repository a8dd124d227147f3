using System.CommandLine;

namespace Gateway.Cli.Schemas;

/// <summary><c>gateway schema learn</c>: a draft of a schema from payloads.</summary>
internal static class LearnCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("FILE")
        {
            Description = "Payloads: a JSON file each, folders of such, files of lines (.ndjson, .jsonl); - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var lines = new Option<bool>("--ndjson") { Description = "Every line is a payload, whatever a file's name ends in." };
        var byEvent = new Option<string?>("--by-event") { Description = "Where a payload has its event type: a schema for each type.", HelpName = "POINTER" };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the schema. Default: standard output.", HelpName = "FILE" };
        var learn = new Command("learn", "Propose a schema that all given payloads fit, to be read and mended; exit code 0, or 2 for what cannot be read.")
        {
            sources, lines, byEvent, output,
        };
        learn.SetAction(result => new SchemaLearn(result.InvocationConfiguration).Run(
            new LearnOrder(result.GetRequiredValue(sources), result.GetValue(lines), result.GetValue(byEvent), result.GetValue(output)),
            TimeProvider.System.GetUtcNow()));
        return learn;
    }
}
