using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

public sealed class OpenApiTests
{
    private const string Webhooks = """
        { "openapi": "3.1.0",
          "webhooks": {
            "order.created": { "post": { "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } } } } },
            "pull-request-opened": { "post": { "operationId": "pull-request/opened", "requestBody": { "$ref": "#/components/requestBodies/Opened" } } },
            "pull-request-closed": { "post": { "operationId": "pull-request/closed", "requestBody": { "content": {
              "application/vnd.acme+json; charset=utf-8": { "schema": { "properties": { "action": { "const": "closed" } }, "required": ["action"] } } } } } },
            "shared": { "$ref": "#/components/pathItems/Shared" },
            "ping": { "get": { "responses": {} } },
            "form": { "post": { "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {} } } } } } },
          "components": {
            "schemas": {
              "Order": { "type": "object", "required": ["id"], "discriminator": { "propertyName": "id" }, "example": { "id": 1 },
                "properties": { "id": { "type": ["integer", "null"] }, "next": { "$ref": "#/components/schemas/Order" } } } },
            "requestBodies": { "Opened": { "content": { "application/json": { "schema": { "properties": { "action": { "const": "opened" } }, "required": ["action"] } } } } },
            "pathItems": { "Shared": { "put": { "requestBody": { "content": { "application/json": { "schema": { "type": "array" } } } } } } } } }
        """;

    private const string Named = """
        { "openapi": "VERSION", "components": { "schemas": {
            "S": { "type": "string", "nullable": true }, "E": { "enum": ["a"], "nullable": true },
            "M": { "type": "number", "minimum": 5, "exclusiveMinimum": true }, "R": { "$ref": "#/components/schemas/S", "maxLength": 1 } } } }
        """;

    [Theory]
    [InlineData("order.created", """{ "id": 1, "next": { "id": null } }""", true)]
    [InlineData("order.created", """{ "id": 1, "next": {} }""", false)]
    [InlineData("pull-request-opened", """{ "action": "opened" }""", true)]
    [InlineData("pull_request_opened", """{ "action": "closed" }""", false)]
    [InlineData("pull_request", """{ "action": "opened" }""", true)]
    [InlineData("pull_request", """{ "action": "closed" }""", true)]
    [InlineData("pull_request", """{ "action": "edited" }""", false)]
    [InlineData("pull-request/closed", """{ "action": "opened" }""", false)]
    [InlineData("shared", "[]", true)]
    [InlineData("shared", "{}", false)]
    public void A_webhook_is_found_by_its_event_type(string eventType, string body, bool isValid) =>
        Assert.Equal(isValid, Compile(Webhooks, out _)![eventType].IsValid(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void What_is_no_webhook_with_a_JSON_body_is_none_and_that_is_said_where_it_has_another_body()
    {
        var schemas = Compile(Webhooks, out var problems)!;

        Assert.DoesNotContain("ping", schemas.Keys);
        Assert.DoesNotContain("form", schemas.Keys);
        Assert.Equal(["/webhooks/ping", "/webhooks/form/post"], problems.Select(problem => problem.Location));
        Assert.DoesNotContain(problems, problem => !problem.IsWarning);
    }

    [Fact]
    public void Webhooks_of_3_0_stand_behind_an_extension()
    {
        var schemas = Compile(Webhooks.Replace("3.1.0", "3.0.3", StringComparison.Ordinal).Replace("\"webhooks\"", "\"x-webhooks\"", StringComparison.Ordinal)
            .Replace("[\"integer\", \"null\"]", "\"integer\", \"nullable\": true", StringComparison.Ordinal)
            .Replace("\"const\": \"opened\"", "\"enum\": [\"opened\"]", StringComparison.Ordinal), out _)!;

        Assert.True(schemas["order.created"].IsValid("""{ "id": null }"""u8));
        Assert.False(schemas["order.created"].IsValid("""{ "id": "1" }"""u8));
        Assert.False(schemas["pull-request-opened"].IsValid("""{ "action": "closed" }"""u8));
    }

    [Theory]
    [InlineData("3.0.3", "S", "null", true)]
    [InlineData("3.0.3", "S", "1", false)]
    [InlineData("3.0.3", "E", "null", false)] // without a type it does nothing (3.0.3, section 4.7.24.1)
    [InlineData("3.0.3", "M", "5", false)]
    [InlineData("3.0.3", "M", "6", true)]
    [InlineData("3.0.3", "R", "\"ab\"", true)] // what stands beside a reference does nothing
    [InlineData("3.1.0", "S", "null", false)]
    public void A_schema_of_a_document_can_be_named_and_means_what_its_version_says(string version, string name, string body, bool isValid)
    {
        var document = Named.Replace("VERSION", version, StringComparison.Ordinal);
        document = version == "3.1.0" ? document.Replace("\"exclusiveMinimum\": true", "\"title\": \"\"", StringComparison.Ordinal) : document;

        Assert.Equal(isValid, SchemaFixture.IsValid(document, body, new() { Root = $"/components/schemas/{name}" }));
    }

    [Theory]
    [InlineData("""{ "openapi": "2.5" }""", "2.5 is not supported")]
    [InlineData("""{ "swagger": "2.0" }""", "2.0 is not supported")]
    [InlineData("""{ "type": "object" }""", "no OpenAPI document")]
    [InlineData("""{ "openapi": "3.1.0", "paths": {} }""", "no 'webhooks'")]
    [InlineData("""{ "openapi": "3.1.0", "webhooks": { "a": { "post": { "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/X" } } } } } } } }""", "leads nowhere")]
    [InlineData("""{ "openapi": "3.1.0", "webhooks": { "a": { "post": { "requestBody": { "content": { "application/json": { "schema": { "$ref": "#" } } } } } } } }""", "leads nowhere")]
    [InlineData("""{ "openapi": "3.1.0", "jsonSchemaDialect": "https://example.org/own", "webhooks": {} }""", "unknown")]
    [InlineData("[", "not strict JSON")]
    [InlineData("""{ "openapi": "3.10.0", "webhooks": {} }""", "3.10.0 is not supported")]
    [InlineData("# Ours\nopenapi: 3.1.0\nwebhooks: {}", "YAML")]
    public void What_is_wrong_with_a_document_is_said(string document, string message)
    {
        Assert.Null(Compile(document, out var problems));
        Assert.Contains(message, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_is_no_schema_itself() => Assert.Contains(
        "#/components/schemas/NAME", Assert.Single(SchemaFixture.Problems(Named.Replace("VERSION", "3.1.0", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    [InlineData("https://spec.openapis.org/oas/3.1/dialect/base")]
    [InlineData("https://spec.openapis.org/oas/3.1/dialect/2024-11-10")]
    public void A_document_may_name_the_dialect_of_its_schemas(string dialect) =>
        Assert.NotNull(Compile(Webhooks.Replace("\"3.1.0\",", $"\"3.1.0\", \"jsonSchemaDialect\": \"{dialect}\",", StringComparison.Ordinal), out _));

    [Fact]
    public void Identifiers_within_a_document_are_known()
    {
        const string Document = """
            { "openapi": "3.1.0", "components": { "schemas": {
                "A": { "$ref": "b" }, "B": { "$id": "b", "$anchor": "here", "type": "null" }, "C": { "$anchor": "c", "type": "array" }, "D": { "$ref": "#c" } } } }
            """;

        Assert.False(SchemaFixture.IsValid(Document, "1", new() { Root = "/components/schemas/A" }));
        Assert.False(SchemaFixture.IsValid(Document, "1", new() { Root = "/components/schemas/D" }));
    }

    private static IReadOnlyDictionary<string, Schema>? Compile(string document, out List<SchemaProblem> problems)
    {
        problems = [];
        return Schema.CompileWebhooks(Encoding.UTF8.GetBytes(document), new() { UnknownKeywords = UnknownKeywords.Warn }, problems);
    }
}
