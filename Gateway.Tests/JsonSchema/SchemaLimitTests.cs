using System.Diagnostics;
using System.Text;
using Gateway.JsonSchema;
using Gateway.Tests.Support;

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

    /// <summary>Bodies that one or a few entered schemas have much to do with.</summary>
    [Theory]
    [InlineData("{\"properties\":{\"a\":true}}", "members")]
    [InlineData("{\"unevaluatedProperties\":{}}", "members")]
    [InlineData("{\"enum\":[1,2,3,4,5,6,7,8,{}]}", "members")]
    [InlineData("{\"enum\":[1,2,3,4,5,6,7,8,[]]}", "elements")]
    [InlineData("{\"items\":true}", "elements")]
    [InlineData("{\"contains\":true,\"maxContains\":5}", "elements")]
    [InlineData("{\"unevaluatedItems\":true}", "elements")]
    [InlineData("{\"prefixItems\":[{\"uniqueItems\":true}]}", "one element")]
    [InlineData("{\"minLength\":1}", "text")]
    [InlineData("{\"format\":\"uri-reference\"}", "text")]
    [InlineData("{\"enum\":[\"a\",\"b\"]}", "escapes")]
    [InlineData("{\"type\":\"integer\"}", "number")]
    [InlineData("{\"const\":1}", "number")]
    [InlineData("{\"multipleOf\":0.3}", "number")]
    public void Work_that_grows_with_the_payload_counts_inside_one_schema(string schema, string kind)
    {
        var body = Encoding.UTF8.GetBytes(kind switch
        {
            "members" => $"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"k{i}\":1"))}}}",
            "elements" => $"[{string.Join(',', Enumerable.Range(0, 10_000))}]",
            "one element" => $"[[[{string.Join(',', Enumerable.Range(0, 10_000))}]]]",
            "text" => $"\"{new string('x', 20_000)}\"",
            "escapes" => $"\"{string.Concat(Enumerable.Repeat("\\u0061", 4_000))}\"",
            _ => $"1.{new string('0', 20_000)}1",
        });

        Assert.Equal(
            [SchemaViolation.TooMuchWork],
            SchemaFixture.Compile(schema, new() { MaxSteps = 1_000, AssertFormat = true }).Validate(body, 5));
        Assert.DoesNotContain(
            SchemaViolation.TooMuchWork, SchemaFixture.Compile(schema, new() { AssertFormat = true }).Validate(body, 5));
    }

    [Fact]
    public void A_wide_object_below_many_choices_does_not_keep_a_processor_busy()
    {
        var schema = SchemaFixture.Compile("""
            { "anyOf": [
                { "required": ["x"], "properties": { "a": { "$ref": "#" } } },
                { "required": ["y"], "properties": { "a": { "$ref": "#" } } } ] }
            """);
        var wide = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"k{i}\":1"));
        var body = $"{string.Concat(Enumerable.Repeat("{\"a\":", 16))}{{{wide}}}{new string('}', 16)}";
        var watch = Stopwatch.StartNew();

        Assert.Equal([SchemaViolation.TooMuchWork], schema.Validate(Encoding.UTF8.GetBytes(body), 5));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}"); // 17 s when members counted for nothing
    }

    [Theory]
    [InlineData("{\"uniqueItems\":true}", true)]
    [InlineData("{\"const\":[1]}", false)]
    [InlineData("{\"items\":{\"$ref\":\"#\"}}", true)]
    [InlineData("{\"items\":{\"$ref\":\"#\"},\"unevaluatedItems\":{\"$ref\":\"#\"}}", true)]
    [InlineData("{\"allOf\":[{\"uniqueItems\":true},{\"allOf\":[{\"not\":{\"not\":{\"items\":{\"$ref\":\"#\"}}}}]}]}", false)]
    public void How_deep_a_body_may_be_does_not_depend_on_the_thread(string schema, bool isValid)
    {
        var compiled = SchemaFixture.Compile(schema, new() { Json = new() { MaxDepth = 1000 } });
        var text = new string('[', 999) + "[],[]" + new string(']', 999);
        var body = Encoding.UTF8.GetBytes(isValid ? text.Replace(",[]", "", StringComparison.Ordinal) : text);

        var roomy = OnThread(16 * 1024, () => compiled.Validate(body, 5));
        var usual = OnThread(1536, () => compiled.Validate(body, 5));
        _ = OnThread(192, () => compiled.Validate(body, 5)); // too small for the schema: any verdict, but no end of the process

        Assert.Equal(isValid, roomy.Count == 0);
        Assert.Equal(roomy, usual);
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

        var watch = Stopwatch.StartNew();
        Each.Is([numbers, objects], payload => Assert.Equal(compiled.IsValid(payload), compiled.Validate(payload, 1).Count == 0));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // Minutes, if it were quadratic.
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

    private static IReadOnlyList<SchemaViolation> OnThread(int kibibytes, Func<IReadOnlyList<SchemaViolation>> validate)
    {
        IReadOnlyList<SchemaViolation> violations = [];
        var thread = new Thread(() => violations = validate(), kibibytes * 1024);
        thread.Start();
        thread.Join();
        return violations;
    }
}
