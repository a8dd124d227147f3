using Gateway.JsonSchema;

namespace Gateway.Verification.Schema;

/// <summary>Compiles <c>Schema</c>. Every route has the stage: without a schema it still refuses ambiguous JSON.</summary>
internal static class SchemaCompiler
{
    public static SchemaStage Compile(StageContext context)
    {
        var config = context.Config.Schema ?? new SchemaConfig();
        var byDefault = config.File is null ? null : ReadSchema(context, config.File, "Schema", "File");
        var byEvent = new Dictionary<string, JsonSchema.Schema>(StringComparer.Ordinal);
        if (config.ByEvent is { Count: > 0 } && context.Config.Events?.Type is null)
        {
            context.Report("needs 'Events:Type', which says where the event's type stands.", "Schema", "ByEvent");
        }

        foreach (var (eventType, file) in config.ByEvent ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (ReadSchema(context, file, "Schema", "ByEvent", eventType) is { } schema)
            {
                byEvent[eventType] = schema;
            }
        }

        return new SchemaStage(new SchemaPolicy(byDefault, byEvent));
    }

    private static JsonSchema.Schema? ReadSchema(StageContext context, string file, params ReadOnlySpan<string> keys)
    {
        if (context.Files.Read(file, out var error) is not { } bytes)
        {
            context.Report(error, keys);
            return null;
        }

        var problems = new List<SchemaProblem>();
        var schema = JsonSchema.Schema.Compile(bytes, context.Files.SchemaOptions(file), problems);
        foreach (var problem in problems)
        {
            context.Report($"the schema '{file}' is wrong at '{problem.Location}': {problem.Message}", keys);
        }

        return schema;
    }
}
