using Gateway.JsonSchema;

namespace Gateway.Tests.Support.Brokers;

/// <summary>The specification's own JSON Schema of CloudEvents in structured mode.</summary>
internal static class CloudEventSchema
{
    private static readonly string File = Repository.PathOf("Gateway.Tests", "Delivery", "Destinations", "Brokers", "CloudEvents", "cloudevents.json");

    /// <summary>What it finds wrong.</summary>
    public static async Task<IReadOnlyList<SchemaViolation>> ViolationsAsync(ReadOnlyMemory<byte> json)
    {
        var problems = new List<SchemaProblem>();
        var schema = Schema.Compile(await System.IO.File.ReadAllBytesAsync(File), SchemaOptions.Default, problems);
        Assert.Empty(problems);
        return schema!.Validate(json.ToArray(), 8);
    }
}
