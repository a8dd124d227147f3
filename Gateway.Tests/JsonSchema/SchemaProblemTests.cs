using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaProblemTests
{
    [Theory]
    [InlineData("{\"type\":\"strnig\"}", "/type", "type must be one of")]
    [InlineData("{\"type\":[]}", "/type", "at least one")]
    [InlineData("{\"type\":[\"string\",\"string\"]}", "/type", "each once")]
    [InlineData("{\"type\":null}", "/type", "type must be")]
    [InlineData("{\"properties\":{\"a~b/c\":{\"minLength\":-1}}}", "/properties/a~0b~1c/minLength", "0 or more")]
    [InlineData("{\"minLength\":1.5}", "/minLength", "integer")]
    [InlineData("{\"maxItems\":\"1\"}", "/maxItems", "integer")]
    [InlineData("{\"minimum\":\"1\"}", "/minimum", "number")]
    [InlineData("{\"maximum\":1e9999999999999999999}", "/maximum", "reasonable")]
    [InlineData("{\"multipleOf\":0}", "/multipleOf", "greater than 0")]
    [InlineData("{\"multipleOf\":-2}", "/multipleOf", "greater than 0")]
    [InlineData("{\"required\":\"id\"}", "/required", "list of names")]
    [InlineData("{\"required\":[\"id\",1]}", "/required", "list of names")]
    [InlineData("{\"required\":[\"id\",\"id\"]}", "/required", "twice")]
    [InlineData("{\"enum\":\"a\"}", "/enum", "list of values")]
    [InlineData("{\"uniqueItems\":1}", "/uniqueItems", "true or false")]
    [InlineData("{\"properties\":[]}", "/properties", "object")]
    [InlineData("{\"properties\":{\"a\":1}}", "/properties/a", "object or a boolean")]
    [InlineData("{\"items\":[{}]}", "/items", "object or a boolean")]
    [InlineData("{\"prefixItems\":[]}", "/prefixItems", "at least one schema")]
    [InlineData("{\"allOf\":{}}", "/allOf", "list")]
    [InlineData("{\"anyOf\":[{},3]}", "/anyOf/1", "object or a boolean")]
    [InlineData("{\"dependentRequired\":{\"a\":\"b\"}}", "/dependentRequired/a", "list of names")]
    [InlineData("{\"pattern\":\"(\"}", "/pattern", "not closed")]
    [InlineData("{\"pattern\":3}", "/pattern", "string")]
    [InlineData("{\"patternProperties\":{\"[\":true}}", "/patternProperties", "not closed")]
    [InlineData("{\"$ref\":\"#/$defs/missing\"}", "/$ref", "leads nowhere")]
    [InlineData("{\"$ref\":\"#missing\"}", "/$ref", "leads nowhere")]
    [InlineData("{\"$ref\":\"other.json\"}", "/$ref", "no schema at")]
    [InlineData("{\"$ref\":\"https://example.org/other.json\"}", "/$ref", "no schema at 'https://example.org/other.json'")]
    [InlineData("{\"$dynamicRef\":\"#missing\"}", "/$dynamicRef", "leads nowhere")]
    [InlineData("{\"$ref\":\"#/title\",\"title\":\"text\"}", "/$ref", "leads nowhere")]
    [InlineData("{\"$ref\":\"#\"}", "", "without end")]
    [InlineData("{\"allOf\":[{\"$ref\":\"#/$defs/a\"}],\"$defs\":{\"a\":{\"not\":{\"$ref\":\"#/$defs/a\"}}}}", "/$defs/a", "without end")]
    [InlineData("{\"$dynamicAnchor\":\"a\",\"$dynamicRef\":\"#a\"}", "", "without end")]
    [InlineData("{\"dependentSchemas\":{\"a\":{\"$ref\":\"#\"}}}", "", "without end")]
    [InlineData("{\"$schema\":\"http://json-schema.org/draft-03/schema#\"}", "/$schema", "unknown")]
    [InlineData("{\"$schema\":\"https://example.org/dialect\"}", "/$schema", "unknown")]
    [InlineData("{\"$schema\":\"schema\"}", "/$schema", "absolute URI")]
    [InlineData("{\"$schema\":7}", "/$schema", "absolute URI")]
    [InlineData("{\"$id\":7}", "/$id", "string")]
    [InlineData("{\"$id\":\"#here\"}", "/$id", "$anchor")]
    [InlineData("{\"$anchor\":\"1a\"}", "/$anchor", "starts with a letter")]
    [InlineData("{\"$defs\":{\"a\":{\"$anchor\":\"x\"},\"b\":{\"$anchor\":\"x\"}}}", "/$defs/b/$anchor", "taken")]
    [InlineData("{\"$defs\":{\"a\":{\"$id\":\"x\"},\"b\":{\"$id\":\"x\"}}}", "/$defs/b", "Two schemas")]
    [InlineData("[]", "", "object or a boolean")]
    [InlineData("", "", "not strict JSON")]
    [InlineData("{\"type\":\"string\",\"type\":\"number\"}", "", "DuplicateName")]
    public void What_is_wrong_with_a_schema_is_said_with_its_place(string schema, string location, string message) =>
        Assert.Contains(
            SchemaFixture.Problems(schema),
            problem => problem.Location == location && problem.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var problems = SchemaFixture.Problems(
            """{ "type": "txt", "minLength": -1, "properties": { "a": { "$ref": "#/x" }, "b": { "pattern": "[" } } }""");

        Assert.Equal(
            ["/type", "/minLength", "/properties/a/$ref", "/properties/b/pattern"],
            problems.Select(problem => problem.Location));
    }

    [Fact]
    public void A_problem_in_another_document_names_that_document()
    {
        var options = new SchemaOptions
        {
            BaseUri = new("https://example.org/main.json"),
            Resolve = _ => "{\"properties\":{\"a\":{\"type\":\"txt\"}}}"u8.ToArray(),
        };

        var problem = Assert.Single(SchemaFixture.Problems("{\"$ref\":\"other.json\"}", options));

        Assert.Equal("https://example.org/other.json#/properties/a/type", problem.Location);
    }

    [Fact]
    public void A_misspelt_keyword_is_a_problem_where_that_is_asked_for()
    {
        const string Schema = """{ "x-note": 1, "properties": { "a": { "requierd": ["b"] } }, "additionalItems": false }""";
        _ = SchemaFixture.Compile(Schema);

        var problems = SchemaFixture.Problems(Schema, new() { UnknownKeywords = UnknownKeywords.Refuse });

        Assert.Equal(["/additionalItems", "/properties/a/requierd"], problems.Select(problem => problem.Location));
        Assert.Equal("/properties/a/requierd", Assert.Single(SchemaFixture.Problems(Schema, new() { UnknownKeywords = UnknownKeywords.Warn }), problem => !problem.IsWarning).Location);
    }

    [Fact]
    public void An_unknown_format_is_warned_of_where_formats_are_asserted_and_a_problem_where_that_is_asked_for()
    {
        const string Schema = """{ "format": "postcode" }""";
        Assert.Empty(SchemaFixture.Warnings(Schema));
        Assert.True(SchemaFixture.IsValid(Schema, "\"x\"", new() { AssertFormat = true }));

        var warning = Assert.Single(SchemaFixture.Warnings(Schema, new() { AssertFormat = true }));
        var problem = Assert.Single(
            SchemaFixture.Problems(Schema, new() { AssertFormat = true, UnknownKeywords = UnknownKeywords.Refuse }));

        Assert.Equal(("/format", "/format"), (warning.Location, problem.Location));
    }

    [Fact]
    public void A_vocabulary_that_is_required_and_unknown_is_a_problem()
    {
        var options = new SchemaOptions
        {
            Resolve = _ => """
                { "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": { "https://example.org/v": true } }
                """u8.ToArray(),
        };

        var problem = Assert.Single(SchemaFixture.Problems("{\"$schema\":\"https://example.org/dialect\"}", options));

        Assert.Equal("/$schema", problem.Location);
        Assert.Contains("https://example.org/v", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_and_long_schemas_are_refused_or_compiled_but_do_not_overflow()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 5000)) + "true" + new string('}', 5000);
        Assert.Contains("TooDeep", SchemaFixture.Problems(deep)[0].Message, StringComparison.Ordinal);

        var chain = string.Join(',', Enumerable.Range(0, 20000).Select(i => $"\"d{i}\":{{\"$ref\":\"#/$defs/d{i + 1}\"}}"));
        var schema = SchemaFixture.Compile($"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{chain},\"d20000\":true}}}}");
        _ = schema.IsValid("1"u8); // valid, or refused where the stack is too small for it
    }

    [Theory]
    [InlineData("""{"$defs":{"a":{"minLength":-1}}}""", "/$defs/a/minLength")]
    [InlineData("""{"$defs":{"a":{"pattern":"("}}}""", "/$defs/a/pattern")]
    [InlineData("""{"$defs":{"a":{"$defs":{"b":{"type":"strin"}}}}}""", "/$defs/a/$defs/b/type")]
    [InlineData("""{"title":3}""", "/title")]
    [InlineData("""{"$comment":5}""", "/$comment")]
    [InlineData("""{"properties":{"a":{"deprecated":"x"}}}""", "/properties/a/deprecated")]
    public void What_nothing_refers_to_and_nothing_evaluates_is_checked_too(string schema, string location) =>
        Assert.Equal(location, Assert.Single(SchemaFixture.Problems(schema)).Location);

    [Fact]
    public void A_misspelt_keyword_in_a_definition_that_nothing_refers_to_is_a_problem() => Assert.Contains(
        "'requierd'",
        Assert.Single(SchemaFixture.Problems("""{"$defs":{"a":{"requierd":[]}}}""", new() { UnknownKeywords = UnknownKeywords.Refuse })).Message,
        StringComparison.Ordinal);
}
