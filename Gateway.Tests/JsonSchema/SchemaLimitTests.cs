using System.Text;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaLimitTests
{
    /// <summary>Every level tries the next one twice: two to the depth of the payload.</summary>
    private const string Exponential = """
        "$defs": { "a": { "anyOf": [
            { "allOf": [ { "items": { "$ref": "#/$defs/a" } }, { "minItems": 2 } ] },
            { "allOf": [ { "items": { "$ref": "#/$defs/a" } }, { "minItems": 3 } ] } ] } }
        """;

    private static readonly byte[] Nested = Encoding.UTF8.GetBytes(new string('[', 60) + "[1]" + new string(']', 60));

    [Fact]
    public void Work_without_end_is_a_verdict_and_no_exception()
    {
        var schema = SchemaFixture.Compile("{\"$ref\":\"#/$defs/a\"," + Exponential + "}", new() { MaxSteps = 100_000 });

        Assert.False(schema.IsValid(Nested));
        var violation = Assert.Single(schema.Validate(Nested, 5));
        Assert.Contains("work", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_without_end_does_not_turn_into_success_inside_not()
    {
        var schema = SchemaFixture.Compile(
            "{\"not\":{\"$ref\":\"#/$defs/a\"}," + Exponential + "}", new() { MaxSteps = 100_000 });

        Assert.False(schema.IsValid(Nested));
    }

    [Fact]
    public void A_dynamic_reference_that_never_goes_down_is_a_verdict()
    {
        var schema = SchemaFixture.Compile("{\"$dynamicAnchor\":\"a\",\"$dynamicRef\":\"#a\"}");

        Assert.False(schema.IsValid("1"u8));
    }

    [Theory]
    [InlineData("{\"uniqueItems\":true}")]
    [InlineData("{\"items\":{\"enum\":[1,2,3,4,5,6,7,8,9,{\"a\":1}]}}")]
    [InlineData("{\"contains\":{\"const\":-1}}")]
    [InlineData("{\"unevaluatedItems\":false,\"contains\":{\"const\":-1}}")]
    [InlineData("{\"items\":{\"unevaluatedProperties\":false}}")]
    public void A_large_payload_is_judged_in_linear_time(string schema)
    {
        var compiled = SchemaFixture.Compile(schema);
        var numbers = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 150_000))}]");
        var objects = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"{{\"n\":{i}}}"))}]");

        _ = compiled.IsValid(numbers); // minutes, if it were quadratic
        _ = compiled.IsValid(objects);
    }

    [Fact]
    public void Large_objects_in_hostile_order_are_compared_in_linear_time()
    {
        var names = Enumerable.Range(0, 40_000).Select(i => $"\"n{i}\":{i}").ToArray();
        var body = $"[{{{string.Join(',', names)}}},{{{string.Join(',', names.Reverse())}}}]";

        Assert.False(SchemaFixture.IsValid("{\"uniqueItems\":true}", body));
    }

    [Fact]
    public void Many_names_are_matched_against_few_patterns_only_within_the_limit()
    {
        var body = Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"n{i}\":{i}"))}}}");
        const string Schema = """{ "patternProperties": { "^a": true, "^b": true }, "additionalProperties": { "type": "integer" } }""";

        Assert.True(SchemaFixture.Compile(Schema).IsValid(body));
        Assert.False(SchemaFixture.Compile(Schema, new() { MaxSteps = 30_000 }).IsValid(body));
    }

    [Fact]
    public void A_schema_serves_many_threads_at_once()
    {
        var schema = SchemaFixture.Compile(
            """{ "unevaluatedProperties": false, "required": ["a"], "anyOf": [ { "properties": { "a": { "pattern": "^x+$" } } } ] }""");
        var good = "{\"a\":\"xxxx\"}"u8.ToArray();
        var bad = "{\"a\":\"xxxy\",\"b\":1}"u8.ToArray();

        Parallel.For(0, 20_000, i => Assert.Equal(i % 2 == 0, schema.IsValid(i % 2 == 0 ? good : bad)));
    }
}
