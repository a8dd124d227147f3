using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

/// <summary>Short ways to compile a schema that is right, or to get the problems of one that is not.</summary>
internal static class SchemaFixture
{
    public static Schema Compile(string schema, SchemaOptions? options = null)
    {
        var problems = new List<SchemaProblem>();
        var compiled = Schema.Compile(Encoding.UTF8.GetBytes(schema), options ?? SchemaOptions.Default, problems);
        Assert.True(compiled is not null, string.Join('\n', problems));
        Assert.DoesNotContain(problems, problem => !problem.IsWarning);
        return compiled;
    }

    public static IReadOnlyList<SchemaProblem> Problems(string schema, SchemaOptions? options = null)
    {
        var problems = new List<SchemaProblem>();
        Assert.Null(Schema.Compile(Encoding.UTF8.GetBytes(schema), options ?? SchemaOptions.Default, problems));
        Assert.NotEmpty(problems);
        return problems;
    }

    /// <summary>What is said of a schema that can be used.</summary>
    public static IReadOnlyList<SchemaProblem> Warnings(string schema, SchemaOptions? options = null)
    {
        var problems = new List<SchemaProblem>();
        var compiled = Schema.Compile(Encoding.UTF8.GetBytes(schema), options ?? SchemaOptions.Default, problems);
        Assert.True(compiled is not null, string.Join('\n', problems));
        return problems;
    }

    public static bool IsValid(string schema, string json, SchemaOptions? options = null) =>
        Compile(schema, options).IsValid(Encoding.UTF8.GetBytes(json));

    public static IReadOnlyList<SchemaViolation> Validate(string schema, string json, int max = 100) =>
        Compile(schema).Validate(Encoding.UTF8.GetBytes(json), max);
}
