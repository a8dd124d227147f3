using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class SchemaReferenceTests
{
    [Theory]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    [InlineData("https://json-schema.org/draft/2020-12/schema#")]
    [InlineData("https://json-schema.org/draft/2020-12/meta/validation")]
    [InlineData("https://json-schema.org/draft/2020-12/meta/format-assertion")]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    public void A_standard_metaschema_is_at_hand_without_any_file(string reference)
    {
        var schema = SchemaFixture.Compile($"{{\"$ref\":\"{reference}\"}}");

        Assert.True(schema.IsValid("{\"type\":\"string\",\"minLength\":1}"u8));
        Assert.False(schema.IsValid("7"u8));
    }

    [Theory]
    [InlineData("{\"type\":\"strnig\"}")]
    [InlineData("{\"properties\":{\"a\":{\"items\":[]}}}")]
    [InlineData("{\"$defs\":{\"a\":{\"not\":{\"minLength\":-1}}}}")]
    public void The_metaschema_finds_mistakes_at_any_depth(string wrong) =>
        Assert.False(SchemaFixture.IsValid("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}", wrong));

    [Fact]
    public void A_file_reference_is_resolved_against_the_base_and_asked_for_once()
    {
        var asked = new List<string>();
        var options = new SchemaOptions
        {
            BaseUri = new("file:///schemas/main.json"),
            Resolve = uri =>
            {
                asked.Add(uri.AbsoluteUri);
                return Encoding.UTF8.GetBytes("{\"$defs\":{\"id\":{\"$anchor\":\"id\",\"minLength\":2}}}");
            },
        };
        var schema = SchemaFixture.Compile(
            """{ "properties": { "a": { "$ref": "common/id.json#/$defs/id" }, "b": { "$ref": "common/id.json#id" } } }""", options);

        Assert.True(schema.IsValid("{\"a\":\"xx\",\"b\":\"xx\"}"u8));
        Assert.False(schema.IsValid("{\"a\":\"x\"}"u8));
        Assert.False(schema.IsValid("{\"b\":\"x\"}"u8));
        Assert.Equal(["file:///schemas/common/id.json"], asked);
    }

    [Fact]
    public void A_document_without_a_dialect_has_that_of_the_schema_that_refers_to_it()
    {
        var options = new SchemaOptions
        {
            BaseUri = new("file:///main.json"),
            Resolve = _ => "{\"items\":[{\"type\":\"string\"}]}"u8.ToArray(), // a list is good in draft 7 alone
        };

        Assert.False(SchemaFixture.IsValid(
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"allOf\":[{\"$ref\":\"a.json\"}]}", "[1]", options));
        Assert.NotEmpty(SchemaFixture.Problems("{\"allOf\":[{\"$ref\":\"a.json\"}]}", options));
    }

    [Fact]
    public void Draft_7_ignores_what_stands_beside_a_reference()
    {
        const string Rest = """ "$ref": "#/definitions/a", "maxLength": 1, "definitions": { "a": { "minLength": 1 } } }""";

        Assert.True(SchemaFixture.IsValid("{ \"$schema\": \"http://json-schema.org/draft-07/schema#\"," + Rest, "\"xx\""));
        Assert.False(SchemaFixture.IsValid("{" + Rest, "\"xx\""));
    }

    [Fact]
    public void The_default_dialect_can_be_chosen()
    {
        const string Schema = """{ "dependentRequired": { "a": ["b"] } }""";

        Assert.False(SchemaFixture.IsValid(Schema, "{\"a\":1}"));
        Assert.True(SchemaFixture.IsValid(Schema, "{\"a\":1}", new() { DefaultDialect = "http://json-schema.org/draft-07/schema#" }));
    }

    [Fact]
    public void Folder_references_stay_inside_their_folder()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "outside.json"), "true");
            var inside = folder.CreateSubdirectory("schemas");
            File.WriteAllText(Path.Combine(inside.FullName, "id.json"), "{\"minLength\":2}");
            var options = new SchemaOptions
            {
                BaseUri = SchemaFolder.UriOf(Path.Combine(inside.FullName, "main.json")),
                Resolve = new SchemaFolder(inside.FullName).Read,
            };

            Assert.False(SchemaFixture.IsValid("{\"$ref\":\"id.json\"}", "\"x\"", options));
            Assert.Contains("There is no schema at", Assert.Single(SchemaFixture.Problems("{\"$ref\":\"../outside.json\"}", options)).ToString(), StringComparison.Ordinal);
            Assert.Contains("There is no schema at", Assert.Single(SchemaFixture.Problems("{\"$ref\":\"%2e%2e/outside.json\"}", options)).ToString(), StringComparison.Ordinal);
            Assert.Contains("There is no schema at", Assert.Single(SchemaFixture.Problems("{\"$ref\":\"missing.json\"}", options)).ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(SchemaFixture.Problems("{\"$ref\":\"http://localhost/id.json\"}", options));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
