using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

/// <summary>A schema that is named by a pointer, in a document that is none or is of another dialect.</summary>
public sealed class SchemaRootTests
{
    private const string Draft4 = "http://json-schema.org/draft-04/schema#";
    private const string Draft7 = "http://json-schema.org/draft-07/schema#";

    /// <summary>Draft 7 Core section 8.3: what stands beside a reference is ignored. Draft 4: a boolean sharpens the limit.</summary>
    [Theory]
    [InlineData("""{ "schemas": { "a": { "$schema": "DRAFT7", "$ref": "#/schemas/b", "type": "string" }, "b": {} } }""", "/schemas/a", "1", true)]
    [InlineData("""{ "schemas": { "a": { "$schema": "DRAFT7", "properties": { "x": { "$ref": "#/schemas/b", "type": "string" } } }, "b": {} } }""", "/schemas/a", """{ "x": 1 }""", true)]
    [InlineData("""{ "schemas": { "a": { "$ref": "#/schemas/b", "type": "string" }, "b": {} } }""", "/schemas/a", "1", false)]
    [InlineData("""{ "schemas": { "a": { "$schema": "DRAFT4", "minimum": 5, "exclusiveMinimum": true } } }""", "/schemas/a", "5", false)]
    [InlineData("""{ "schemas": { "a": { "$schema": "DRAFT4", "minimum": 5, "exclusiveMinimum": true } } }""", "/schemas/a", "6", true)]
    [InlineData("""{ "schemas": { "a": { "$schema": "DRAFT4", "id": "http://x.example/a", "$ref": "b", "definitions": { "b": { "id": "b", "type": "null" } } } } }""", "/schemas/a", "null", true)]
    [InlineData("""{ "definitions": { "a": { "$schema": "DRAFT7", "$ref": "#/definitions/b", "type": "string" }, "b": {} } }""", "/definitions/a", "1", true)]
    [InlineData("""{ "schemas": [ {}, { "$schema": "DRAFT4", "minimum": 5, "exclusiveMinimum": true } ] }""", "/schemas/1", "5", false)]
    [InlineData("""{ "openapi": "3.1.0", "components": { "schemas": { "a": { "$schema": "DRAFT7", "$ref": "#/components/schemas/b", "type": "string" }, "b": { "$ref": "#/components/schemas/c", "title": "" }, "c": {} } } }""", "/components/schemas/a", "1", true)]
    [InlineData("""{ "openapi": "3.1.0", "components": { "schemas": { "a": { "$ref": "#/components/schemas/b" }, "b": { "$schema": "DRAFT7", "$ref": "#/components/schemas/c", "type": "string" }, "c": {} } } }""", "/components/schemas/a", "1", true)]
    [InlineData("""{ "openapi": "3.1.0", "components": { "schemas": { "a": { "$schema": "DRAFT7", "$ref": "#/components/schemas/b" }, "b": { "$ref": "#/components/schemas/c", "type": "string" }, "c": { "$anchor": "c" } } } }""", "/components/schemas/a", "1", false)]
    public void It_is_read_in_the_dialect_that_it_names_itself(string document, string root, string json, bool isValid) =>
        Assert.Equal(isValid, SchemaFixture.IsValid(Named(document), json, new() { Root = root }));

    [Fact]
    public void A_webhook_of_an_OpenAPI_document_is_too()
    {
        var document = Named("""
            { "openapi": "3.1.0", "webhooks": { "a": { "post": { "requestBody": { "content": { "application/json": { "schema": {
                "$schema": "DRAFT4", "minimum": 5, "exclusiveMinimum": true } } } } } } } }
            """);
        var schemas = Schema.CompileWebhooks(Encoding.UTF8.GetBytes(document), SchemaOptions.Default, new List<SchemaProblem>())!;

        Assert.True(schemas["a"].IsValid("6"u8));
        Assert.False(schemas["a"].IsValid("5"u8));
    }

    /// <summary>2020-12 Core section 8.1.1: not within a schema, but for one with an <c>$id</c>.</summary>
    [Theory]
    [InlineData("""{ "properties": { "a": { "$schema": "DRAFT7" } } }""", "/properties/a/$schema")]
    [InlineData("""{ "$schema": "DRAFT4", "properties": { "a": { "$schema": "DRAFT7" } } }""", "/properties/a/$schema")]
    [InlineData("""{ "$schema": "DRAFT7", "properties": { "a": { "$schema": "DRAFT7" } } }""", "")]
    [InlineData("""{ "properties": { "a": { "$id": "a", "$schema": "DRAFT7" } } }""", "")]
    [InlineData("""{ "$schema": "DRAFT7" }""", "")]
    public void One_that_does_nothing_is_warned_of(string document, string location)
    {
        var warnings = SchemaFixture.Warnings(Named(document));

        Assert.Equal(location.Length == 0 ? [] : [location], warnings.Select(warning => warning.Location));
    }

    /// <summary>What stands around it need not be a schema.</summary>
    [Theory]
    [InlineData("""{ "dependencies": { "a": "^1" }, "title": { "x": 1 }, "schemas": { "a": { "type": "integer" } } }""", "/schemas/a", "")]
    [InlineData("""{ "schemas": { "a": { "properties": { "b": { "title": 1 } } } } }""", "/schemas/a", "/schemas/a/properties/b/title")]
    [InlineData("""{ "title": 1 }""", "", "/title")]
    public void It_alone_is_held_against_the_metaschema(string document, string root, string location)
    {
        var problems = new List<SchemaProblem>();

        Assert.Equal(location.Length == 0, Schema.Compile(Encoding.UTF8.GetBytes(document), new() { Root = root }, problems) is not null);
        Assert.Equal(location.Length == 0 ? [] : [location], problems.Select(problem => problem.Location));
    }

    [Fact]
    public void The_deepest_schema_that_can_be_read_is_no_wrong_one()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"not\":", 256)) + "true" + new string('}', 256);

        Assert.True(Assert.Single(SchemaFixture.Warnings(schema)).IsWarning);
        Assert.True(SchemaFixture.IsValid(schema, "1")); // an even number of them
    }

    [Fact]
    public void A_place_that_is_not_there_is_told_as_it_was_written() => Assert.Contains(
        "'#/no pe~1'", Assert.Single(SchemaFixture.Problems("{}", new() { Root = "/no pe~1" })).Message, StringComparison.Ordinal);

    private static string Named(string document) =>
        document.Replace("DRAFT4", Draft4, StringComparison.Ordinal).Replace("DRAFT7", Draft7, StringComparison.Ordinal);
}
