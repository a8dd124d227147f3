using Gateway.JsonSchema;

namespace Gateway.Cli.Schemas;

/// <summary>What <c>gateway schema check</c> was asked for.</summary>
/// <param name="Place">The schema: a file or <c>shipped:NAME</c>, with a pointer behind <c>#</c>; or an OpenAPI document.</param>
/// <param name="Instances">Files to hold against it; <c>-</c> for standard input.</param>
/// <param name="Event">Of an OpenAPI document, the event type whose schema is meant.</param>
/// <param name="References">Other documents, <c>URI=FILE</c>.</param>
/// <param name="Options">How to compile it.</param>
/// <param name="AsJson">The standard's output instead of text.</param>
internal sealed record SchemaOrder(
    string Place, IReadOnlyList<string> Instances, string? Event, IReadOnlyList<string> References, SchemaOptions Options, bool AsJson);
