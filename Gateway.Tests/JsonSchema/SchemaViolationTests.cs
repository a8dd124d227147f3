using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaViolationTests
{
    private const string Order = """
        {
          "type": "object",
          "required": ["id", "lines"],
          "properties": {
            "id": { "type": "string", "pattern": "^o_", "minLength": 4 },
            "lines": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "$ref": "#/$defs/line" } },
            "kind": { "enum": ["sale", "return"] },
            "a/b~c": { "maximum": 5 }
          },
          "additionalProperties": false,
          "$defs": { "line": { "required": ["sku"], "properties": { "count": { "type": "integer", "multipleOf": 2 } } } }
        }
        """;

    /// <summary>2020-12 Core section 11.3: what a failed alternative would have evaluated is mended there, and not by taking it away.</summary>
    [Fact]
    public void What_a_failed_alternative_names_is_not_called_unknown()
    {
        const string Schema = """
            { "anyOf": [{ "required": ["a"], "properties": { "a": { "type": "string" } } }], "properties": { "c": true }, "unevaluatedProperties": false }
            """;

        Assert.Equal(["/anyOf/0/properties/a/type"], SchemaFixture.Validate(Schema, """{ "a": 1 }""").Select(violation => violation.KeywordLocation).Where(at => at != "/anyOf"));
        Assert.Equal(["/unevaluatedProperties"], SchemaFixture.Validate(Schema, """{ "a": "x", "b": 1 }""").Select(violation => violation.KeywordLocation));
    }

    [Theory]
    [InlineData("[]", "", "/type", "type")]
    [InlineData("{\"id\":\"o_12\"}", "", "/required", "required")]
    [InlineData("{\"id\":\"o_12\",\"lines\":[]}", "/lines", "/properties/lines/minItems", "minItems")]
    [InlineData("{\"id\":\"o_1\",\"lines\":[{\"sku\":1}]}", "/id", "/properties/id/minLength", "minLength")]
    [InlineData("{\"id\":\"x_12\",\"lines\":[{\"sku\":1}]}", "/id", "/properties/id/pattern", "pattern")]
    [InlineData("{\"id\":\"o_12\",\"lines\":[{\"sku\":1},{}]}", "/lines/1", "/$defs/line/required", "required")]
    [InlineData("{\"id\":\"o_12\",\"lines\":[{\"sku\":1},{\"sku\":2,\"count\":3}]}",
        "/lines/1/count", "/$defs/line/properties/count/multipleOf", "multipleOf")]
    [InlineData("{\"id\":\"o_12\",\"lines\":[{\"sku\":1}],\"kind\":\"gift\"}", "/kind", "/properties/kind/enum", "enum")]
    [InlineData("{\"id\":\"o_12\",\"lines\":[{\"sku\":1}],\"a/b~c\":6}", "/a~1b~0c", "/properties/a~1b~0c/maximum", "maximum")]
    [InlineData("{\"id\":\"o_12\",\"lines\":[{\"sku\":1}],\"extra\":6}", "/extra", "/additionalProperties", "additionalProperties")]
    [InlineData("{\"id\":\"o_12\",\"lines\":[{\"sku\":1},{\"sku\":1.0}]}", "/lines", "/properties/lines/uniqueItems", "uniqueItems")]
    public void A_violation_names_the_value_and_the_keyword(
        string json, string instanceLocation, string keywordLocation, string keyword)
    {
        var violation = Assert.Single(SchemaFixture.Validate(Order, json));

        Assert.Equal(
            (instanceLocation, keywordLocation, keyword),
            (violation.InstanceLocation, violation.KeywordLocation, violation.Keyword));
    }

    [Fact]
    public void All_violations_are_found_up_to_the_number_asked_for()
    {
        const string Body = """{ "id": "x", "lines": [{}, {"sku":1,"count":"two"}], "kind": 3, "extra": 0 }""";

        var all = SchemaFixture.Validate(Order, Body);

        Assert.Equal(
            [
                ("/id", "minLength"), ("/id", "pattern"), ("/lines/0", "required"), ("/lines/1/count", "type"),
                ("/kind", "enum"), ("/extra", "additionalProperties"),
            ],
            all.Select(violation => (violation.InstanceLocation, violation.Keyword)));
        Assert.Equal(all.Take(2), SchemaFixture.Validate(Order, Body, max: 2));
    }

    [Theory]
    [InlineData("{\"not\":{\"type\":\"string\"}}", "not")]
    [InlineData("{\"const\":\"c\"}", "const")]
    [InlineData("{\"enum\":[1,2]}", "enum")]
    [InlineData("{\"anyOf\":[{\"minLength\":90},{\"maxLength\":3}]}", "anyOf")]
    [InlineData("{\"oneOf\":[{\"minLength\":90},{\"maxLength\":3}]}", "oneOf")]
    [InlineData("{\"oneOf\":[{},{\"type\":\"string\"}]}", "oneOf")]
    [InlineData("{\"if\":true,\"then\":{\"pattern\":\"^[0-9]+$\"}}", "pattern")]
    [InlineData("{\"maxLength\":3}", "maxLength")]
    [InlineData("{\"type\":[\"integer\",\"null\"]}", "type")]
    [InlineData("false", "")]
    public void A_message_never_holds_a_value_of_the_payload(string schema, string keyword)
    {
        var violation = Assert.Single(SchemaFixture.Validate(schema, "\"s3cr3t-value\""));

        Assert.Equal(keyword, violation.Keyword);
        Assert.NotEmpty(violation.Message);
        Assert.DoesNotContain("s3cr3t", violation.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "kind": "card", "number": "x" }""", "/number pattern")]
    [InlineData("""{ "kind": "bank" }""", " required")]
    [InlineData("""{ "kind": "cash" }""", "")] // meant for neither
    [InlineData("12", " minimum")]
    [InlineData("true", "")]
    public void A_failed_choice_is_explained_by_the_alternative_that_was_meant(string json, string explanation)
    {
        const string Choice = """
            { "oneOf": [
              { "type": "integer", "minimum": 20 },
              { "type": "object", "required": ["number"],
                "properties": { "kind": { "const": "card" }, "number": { "pattern": "^[0-9]+$" } } },
              { "type": "object", "required": ["iban"], "properties": { "kind": { "const": "bank" } } } ] }
            """;

        var violations = SchemaFixture.Validate(Choice, json);

        Assert.Equal(
            explanation.Length == 0 ? ["oneOf"] : ["oneOf", explanation],
            violations.Select(violation => $"{violation.InstanceLocation} {violation.Keyword}".TrimStart() is "oneOf"
                ? "oneOf"
                : $"{violation.InstanceLocation} {violation.Keyword}"));
        Assert.Equal(violations.Take(1), SchemaFixture.Validate(Choice, json, max: 1));
    }

    [Fact]
    public void A_name_of_any_length_is_cut_in_a_location()
    {
        var violation = Assert.Single(SchemaFixture.Validate("{\"additionalProperties\":false}", $"{{\"{new string('x', 100_000)}\":1}}"));

        Assert.True(violation.InstanceLocation.Length < 100);
    }

    [Theory]
    [InlineData("{", "Malformed")]
    [InlineData("{\"a\":1,\"a\":2}", "DuplicateName")]
    [InlineData("\uFEFF{}", "ByteOrderMark")]
    [InlineData("{} {}", "TrailingContent")]
    public void What_is_no_strict_json_is_invalid_whatever_the_schema(string json, string defect)
    {
        Assert.False(SchemaFixture.IsValid("true", json));

        var violation = Assert.Single(SchemaFixture.Validate("true", json));
        Assert.Contains(defect, violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_name_does_not_hide_what_follows_from_another()
    {
        var violation = Assert.Single(SchemaFixture.Validate(
            """{ "required": ["x"], "dependentSchemas": { "a": { "properties": { "a": true } } }, "unevaluatedProperties": false }""",
            "{\"a\":1}"));

        Assert.Equal("required", violation.Keyword);
    }

    [Fact]
    public void A_body_that_is_read_once_serves_check_pointers_and_schema()
    {
        var body = "{\"id\":\"o_12\",\"lines\":[{\"sku\":1}]}"u8.ToArray();
        var schema = SchemaFixture.Compile(Order);
        var values = new LocatedValue[1];
        using var tape = JsonTape.Rent();

        Assert.Equal(JsonDefect.None, tape.Read(body, StrictJsonOptions.Default));
        new JsonPointerSet("/id").Locate(body, tape, values);

        Assert.Equal("o_12", values[0].GetString(body));
        Assert.True(schema.IsValid(body, tape));
        Assert.Empty(schema.Validate(body, tape, 10));
        Assert.Throws<ArgumentException>(() => schema.IsValid("{}"u8, tape));
    }

    [Fact]
    public void A_valid_body_is_judged_without_allocation()
    {
        var schema = SchemaFixture.Compile(Order);
        var body = Encoding.UTF8.GetBytes(
            "{\"id\":\"o_12\\u0041\",\"kind\":\"sale\",\"lines\":["
            + string.Join(',', Enumerable.Range(0, 500).Select(i => $"{{\"sku\":\"{i}\",\"count\":{i * 2}}}")) + "]}");
        for (var i = 0; i < 50; i++)
        {
            Assert.True(schema.IsValid(body));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = schema.IsValid(body);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
