using Gateway.JsonSchema;
using Gateway.Tests.Support;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaDialectTests
{
    /// <summary>A keyword that each draft has, and the one before has not; "0" is what it refuses.</summary>
    [Theory]
    [InlineData("json-schema.org/draft-04/schema", "\"minimum\":0,\"exclusiveMinimum\":true")]
    [InlineData("json-schema.org/draft-06/schema", "\"const\":1")]
    [InlineData("json-schema.org/draft-07/schema", "\"if\":true,\"then\":false")]
    [InlineData("json-schema.org/draft/2019-09/schema", "\"$recursiveAnchor\":true,\"type\":\"object\",\"properties\":{\"a\":{\"$recursiveRef\":\"#\"}}")]
    [InlineData("json-schema.org/draft/2020-12/schema", "\"$dynamicRef\":\"#/$defs/a\",\"$defs\":{\"a\":false}")]
    [InlineData("json-schema.org/schema", "\"$dynamicRef\":\"#/$defs/a\",\"$defs\":{\"a\":false}")]
    public void A_draft_is_known_by_all_spellings_of_its_name(string name, string keyword)
    {
        string[] spellings = [$"http://{name}", $"https://{name}", $"http://{name}#", $"https://{name}#"];

        Each.Is(spellings, spelling => Assert.False(SchemaFixture.IsValid($"{{\"$schema\":\"{spelling}\",{keyword}}}", "0")));
    }

    [Fact]
    public void A_name_without_a_version_is_warned_of() => Assert.Contains(
        "no version", Assert.Single(SchemaFixture.Warnings("""{ "$schema": "http://json-schema.org/schema#" }""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema?version=1")]
    [InlineData("http://json-schema.org/draft-07/schema#foo")]
    public void What_follows_the_name_of_a_draft_is_warned_of(string name) => Assert.Contains(
        "is read as draft 7", Assert.Single(SchemaFixture.Warnings($"{{\"$schema\":\"{name}\"}}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", "\"exclusiveMinimum\":true", "must be a number (true and false are of draft 4")]
    [InlineData("http://json-schema.org/draft-07/schema#", "\"minimum\":true", "minimum must be a number.")]
    [InlineData("http://json-schema.org/draft-04/schema#", "\"exclusiveMinimum\":5", "must be true or false in draft 4 (a number stands there since draft 6)")]
    public void Limits_of_another_draft_are_called_that(string dialect, string keyword, string message) => Assert.Contains(
        message, SchemaFixture.Problems($"{{\"$schema\":\"{dialect}\",{keyword}}}")[0].Message, StringComparison.Ordinal);

    /// <summary>A metaschema is a file like any other: what is wrong with it is said, and a byte order mark does no harm.</summary>
    [Theory]
    [InlineData("{", "is not strict JSON")]
    [InlineData(null, "is unknown")]
    [InlineData("\uFEFF{ \"$schema\": \"https://json-schema.org/draft/2020-12/schema\" }", "")]
    public void What_is_wrong_with_a_metaschema_is_said(string? text, string message)
    {
        var problems = new List<SchemaProblem>();
        var options = new SchemaOptions
        {
            Resolve = _ => text is null ? (ReadOnlyMemory<byte>?)null : System.Text.Encoding.UTF8.GetBytes(text),
            Explain = _ => "the file 'x' is not there.",
        };

        _ = Schema.Compile("""{"$schema":"https://acme.example/dialect"}"""u8, options, problems);

        Assert.Equal(message.Length == 0 ? 0 : 1, problems.Count);
        Assert.Contains(message, string.Concat(problems), StringComparison.Ordinal);
        Assert.Equal(text is null, string.Concat(problems).Contains(": the file 'x' is not there.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-03/schema#")]
    [InlineData("ftp://json-schema.org/draft-04/schema#")]
    [InlineData("https://json-schema.org/draft/2019-09/schema/")]
    public void What_is_no_draft_here_is_a_problem(string name) => Assert.Contains(
        "unknown", Assert.Single(SchemaFixture.Problems($"{{\"$schema\":\"{name}\"}}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "minimum": 5, "exclusiveMinimum": true }""", "5", false)]
    [InlineData("""{ "minimum": 5, "exclusiveMinimum": true }""", "6", true)]
    [InlineData("""{ "minimum": 5, "exclusiveMinimum": false }""", "5", true)]
    [InlineData("""{ "maximum": 5, "exclusiveMaximum": true }""", "5", false)]
    [InlineData("""{ "maximum": 5 }""", "5", true)]
    [InlineData("""{ "id": "http://x.example/a", "$ref": "b", "definitions": { "b": { "id": "http://x.example/b", "type": "null" } } }""", "null", true)]
    [InlineData("""{ "items": [{ "type": "null" }], "additionalItems": false }""", "[null, 1]", false)]
    [InlineData("""{ "properties": { "a": { "$ref": "#b" } }, "definitions": { "x": { "id": "#b", "type": "null" } } }""", """{ "a": 1 }""", false)]
    [InlineData("""{ "const": 1 }""", "2", true)] // came with draft 6
    public void Draft_4_means_what_it_meant(string schema, string json, bool isValid)
    {
        var options = new SchemaOptions { DefaultDialect = "http://json-schema.org/draft-04/schema#" };
        var problems = new List<SchemaProblem>();

        var compiled = Schema.Compile(System.Text.Encoding.UTF8.GetBytes(schema), options, problems);

        if (compiled is null)
        {
            Assert.Contains("no schema at", Assert.Single(problems).Message, StringComparison.Ordinal); // an id beside a $ref counts for nothing
            return;
        }

        Assert.Equal(isValid, compiled.IsValid(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("""{ "$schema": "http://json-schema.org/draft-04/schema#", "properties": { "a": true } }""", "/properties/a")]
    [InlineData("""{ "$schema": "http://json-schema.org/draft-04/schema#", "exclusiveMinimum": 5 }""", "/exclusiveMinimum")]
    [InlineData("""{ "$schema": "http://json-schema.org/draft-04/schema#", "exclusiveMinimum": true }""", "")]
    [InlineData("""{ "$schema": "http://json-schema.org/draft-04/schema#", "required": [] }""", "/required")]
    [InlineData("""{ "$schema": "http://json-schema.org/draft-06/schema#", "exclusiveMinimum": true }""", "/exclusiveMinimum")]
    [InlineData("""{ "$schema": "https://json-schema.org/draft/2019-09/schema", "$anchor": "#a" }""", "/$anchor")]
    public void What_a_draft_does_not_allow_is_a_problem(string schema, string location) =>
        Assert.Contains(SchemaFixture.Problems(schema), problem => problem.Location == location);

    /// <summary>Both names work in all drafts, for whoever mixes them up.</summary>
    [Theory]
    [InlineData("http://json-schema.org/draft-04/schema#")]
    [InlineData("http://json-schema.org/draft-06/schema#")]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("https://json-schema.org/draft/2019-09/schema")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void Definitions_have_two_names_in_every_draft(string dialect)
    {
        var options = new SchemaOptions { DefaultDialect = dialect, UnknownKeywords = UnknownKeywords.Refuse };
        const string Schema = """
            { "allOf": [{ "$ref": "#/$defs/a" }, { "$ref": "#/definitions/a" }],
              "$defs": { "a": { "minimum": 1 } }, "definitions": { "a": { "maximum": 2 } } }
            """;

        Assert.True(SchemaFixture.IsValid(Schema, "1", options));
        Assert.False(SchemaFixture.IsValid(Schema, "0", options));
        Assert.False(SchemaFixture.IsValid(Schema, "3", options));
    }

    [Theory]
    [InlineData("""{ "dependencies": { "a": ["b"] } }""")]
    [InlineData("""{ "dependencies": { "a": { "required": ["b"] } } }""")]
    public void Dependencies_go_on_to_work_in_2020_12(string schema)
    {
        Assert.False(SchemaFixture.IsValid(schema, """{ "a": 1 }"""));
        Assert.True(SchemaFixture.IsValid(schema, """{ "a": 1, "b": 2 }"""));
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-04/schema#", "'minLength'", true)]
    [InlineData("http://json-schema.org/draft-07/schema#", "'minLength'", true)]
    [InlineData("https://json-schema.org/draft/2019-09/schema", "", false)]
    public void What_a_ref_hides_is_warned_of(string dialect, string hidden, bool isHidden)
    {
        const string Schema = """{ "properties": { "a": { "$ref": "#/definitions/s", "minLength": 5, "title": "A" } }, "definitions": { "s": {} } }""";
        var options = new SchemaOptions { DefaultDialect = dialect };

        var warnings = SchemaFixture.Warnings(Schema, options);

        Assert.Equal(isHidden, SchemaFixture.IsValid(Schema, """{ "a": "b" }""", options));
        Assert.Equal(isHidden ? 1 : 0, warnings.Count);
        Assert.Contains(hidden, string.Join(' ', warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("title", string.Join(' ', warnings), StringComparison.Ordinal);
    }
}
