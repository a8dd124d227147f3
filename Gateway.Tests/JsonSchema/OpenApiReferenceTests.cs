using System.Text;
using Gateway.JsonSchema;

namespace Gateway.Tests.JsonSchema;

/// <summary>What stands in the place of a webhook, of its body or of its media type: a reference, or less than there should be.</summary>
public sealed class OpenApiReferenceTests
{
    private const string Body = """{ "content": { "application/json": { "schema": { "type": "object", "required": ["must"] } } } }""";
    private const string Good = $$"""{ "post": { "requestBody": {{Body}} } }""";

    /// <summary>A webhook without which its events would pass unchecked.</summary>
    [Theory]
    [InlineData("""{ "$ref": "#/components/pathItems/missing" }""", "/webhooks/a/$ref", "leads nowhere")]
    [InlineData("""{ "$ref": "hooks.json#/c" }""", "/webhooks/a/$ref", "another document")]
    [InlineData("""{ "$ref": "#/components/pathItems/loop" }""", "/components/pathItems/loop/$ref", "lead to each other")]
    [InlineData("""{ "$ref": "#nowhere" }""", "/webhooks/a/$ref", "leads nowhere")]
    [InlineData("""{ "post": { "requestBody": { "$ref": "bodies.json" } } }""", "/webhooks/a/post/requestBody/$ref", "another document")]
    [InlineData("""{ "post": { "requestBody": { "$ref": "#/components/requestBodies/none" } } }""", "/webhooks/a/post/requestBody/$ref", "leads nowhere")]
    [InlineData("""{ "post": { "requestBody": { "content": { "application/json": { "$ref": "#/none" } } } } }""", "/webhooks/a/post/requestBody/content/application~1json/$ref", "leads nowhere")]
    public void A_reference_that_cannot_be_followed_is_a_problem(string webhook, string location, string message)
    {
        Assert.Null(Compile($$"""{ "a": {{webhook}}, "b": {{Good}} }""", out var problems));

        var problem = Assert.Single(problems);
        Assert.Equal((location, false), (problem.Location, problem.IsWarning));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "/webhooks/a")]
    [InlineData("null", "/webhooks/a")]
    [InlineData("""{ "post": {} }""", "/webhooks/a")]
    [InlineData("""{ "head": {} }""", "/webhooks/a")]
    [InlineData("""{ "post": { "requestBody": {} } }""", "/webhooks/a/post")]
    [InlineData("""{ "post": { "requestBody": { "content": { "application/json": {} } } } }""", "/webhooks/a/post")]
    [InlineData("""{ "post": { "requestBody": { "content": { "text/plain": { "schema": {} } } } } }""", "/webhooks/a/post")]
    public void A_webhook_of_which_nothing_is_checked_is_warned_of(string webhook, string location)
    {
        var schemas = Compile($$"""{ "a": {{webhook}}, "b": {{Good}} }""", out var problems)!;

        var warning = Assert.Single(problems);
        Assert.Equal((location, true), (warning.Location, warning.IsWarning));
        Assert.Contains("'a'", warning.Message, StringComparison.Ordinal);
        Assert.Equal(["b"], schemas.Keys);
    }

    [Theory]
    [InlineData("""{ "$ref": "#/components/pathItems/p0" }""")]
    [InlineData("""{ "$ref": "#/components/pathItems/a~1b%20c" }""")]
    [InlineData("""{ "$ref": "#/components/list/1" }""")]
    [InlineData("""{ "$ref": "https://acme.example/self.json#/components/pathItems/good" }""")]
    [InlineData("""{ "$ref": "self.json#/components/pathItems/good" }""")]
    [InlineData("""{ "$ref": "#/components/pathItems/empty", "post": { "requestBody": { "$ref": "#/components/requestBodies/body" } } }""")]
    public void A_reference_within_the_document_is_followed(string webhook)
    {
        var schemas = Compile($$"""{ "a": {{webhook}} }""", out var problems)!;

        Assert.Empty(problems);
        Assert.True(schemas["a"].IsValid("""{ "must": 1 }"""u8));
        Assert.False(schemas["a"].IsValid("{}"u8));
    }

    /// <summary>OpenAPI 3.1.0, section 4.8.13: a media type each; which of them a webhook has is not known here.</summary>
    [Theory]
    [InlineData("""{ "must": 1 }""", true)]
    [InlineData("[]", true)]
    [InlineData("{}", false)]
    [InlineData("1", false)]
    public void All_media_types_of_JSON_count(string body, bool isValid)
    {
        var schemas = Compile("""
            { "a": { "post": { "requestBody": { "content": { "application/problem+json": {}, "application/json": { "schema": { "type": "object", "required": ["must"] } },
                "text/plain": { "schema": {} }, "application/vnd.v2+json": { "schema": { "type": "array" } } } } } } }
            """, out var problems)!;

        Assert.Empty(problems);
        Assert.Equal(isValid, schemas["a"].IsValid(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void Webhooks_and_the_extension_count_together()
    {
        var problems = new List<SchemaProblem>();
        var document = $$"""{ "openapi": "3.1.0", "webhooks": {}, "x-webhooks": { "a": {{Good}} } }""";

        Assert.Equal(["a"], Schema.CompileWebhooks(Encoding.UTF8.GetBytes(document), SchemaOptions.Default, problems)!.Keys);
        Assert.Empty(problems);
    }

    /// <summary>OpenAPI 3.2.0, section 4.1.2.2.1; before, it is no name of the document.</summary>
    [Theory]
    [InlineData("3.2.0", true)]
    [InlineData("3.1.1", false)]
    public void A_document_of_3_2_gives_itself_its_URI(string version, bool isKnown)
    {
        var document = $$"""
            { "openapi": "{{version}}", "$self": "https://acme.example/api", "components": { "schemas": { "O": { "type": "object" } } },
              "webhooks": { "a": { "post": { "requestBody": { "content": { "application/json": { "schema": { "$ref": "https://acme.example/api#/components/schemas/O" } } } } } } } }
            """;
        var problems = new List<SchemaProblem>();

        var schemas = Schema.CompileWebhooks(Encoding.UTF8.GetBytes(document), SchemaOptions.Default, problems);

        Assert.Equal(isKnown, schemas is not null);
        Assert.Equal(isKnown, schemas?["a"].IsValid("[]"u8) == false);
        Assert.Equal(isKnown ? 0 : 1, problems.Count);
    }

    [Fact]
    public void One_webhook_of_two_spellings_is_one_schema()
    {
        var schemas = Compile($$"""{ "new-pet": {{Good}} }""", out _)!;

        Assert.Equal(2, schemas.Count);
        Assert.Same(schemas["new-pet"], schemas["new_pet"]);
    }

    /// <summary>OpenAPI 3.0.3, section 4.7.24: <c>nullable</c> adds null to the type, and nothing else lets it through.</summary>
    [Theory]
    [InlineData("""{ "nullable": true, "allOf": [{ "type": "string" }] }""", "type")]
    [InlineData("""{ "type": "string", "enum": ["q"], "nullable": true }""", "enum")]
    [InlineData("""{ "type": "string", "nullable": true, "anyOf": [{ "type": "string" }] }""", "anyOf")]
    [InlineData("""{ "type": "string", "enum": ["q", null], "nullable": true }""", "")]
    [InlineData("""{ "type": "string", "nullable": true }""", "")]
    [InlineData("""{ "nullable": true }""", "")]
    [InlineData("""{ "nullable": false, "enum": ["q"] }""", "")]
    public void A_nullable_that_lets_no_null_through_is_warned_of(string schema, string refusing)
    {
        var document = $$"""{ "openapi": "3.0.3", "components": { "schemas": { "A": { "properties": { "a": {{schema}} } } } } }""";

        var warnings = SchemaFixture.Warnings(document, new() { Root = "/components/schemas/A" });

        Assert.Equal(refusing.Length == 0 ? [] : ["/components/schemas/A/properties/a/nullable"], warnings.Select(warning => warning.Location));
        Assert.Equal(refusing.Length == 0, !string.Join(' ', warnings).Contains($"'{refusing}' refuses it", StringComparison.Ordinal));
    }

    /// <summary>OpenAPI 3.0.3 and 3.1.0, section 4.4: formats that it defines beside those of JSON Schema.</summary>
    [Theory]
    [InlineData("int32")]
    [InlineData("int64")]
    [InlineData("float")]
    [InlineData("double")]
    [InlineData("byte")]
    [InlineData("binary")]
    [InlineData("password")]
    public void Formats_of_OpenAPI_are_known_there_and_nowhere_else(string format)
    {
        var schema = $$"""{ "format": "{{format}}" }""";
        var options = new SchemaOptions { AssertFormat = true, UnknownKeywords = UnknownKeywords.Refuse };

        Assert.Single(SchemaFixture.Problems(schema, options));
        Assert.Empty(SchemaFixture.Warnings(Document("3.0.3"), options with { Root = "/components/schemas/A" }));
        Assert.Empty(SchemaFixture.Warnings(Document("3.1.0"), options with { Root = "/components/schemas/A" }));

        string Document(string version) => $$"""{ "openapi": "{{version}}", "components": { "schemas": { "A": {{schema}} } } }""";
    }

    private static IReadOnlyDictionary<string, Schema>? Compile(string webhooks, out List<SchemaProblem> problems)
    {
        var chain = string.Join(", ", Enumerable.Range(0, 20).Select(i => $$"""
            "p{{i}}": { "$ref": "#/components/pathItems/p{{i + 1}}" }
            """));
        var document = $$"""
            { "openapi": "3.1.0", "webhooks": {{webhooks}}, "components": {
                "list": [ {}, {{Good}} ], "requestBodies": { "body": {{Body}} },
                "pathItems": { {{chain}}, "p20": {{Good}}, "good": {{Good}}, "a/b c": {{Good}}, "empty": {}, "loop": { "$ref": "#/components/pathItems/loop" } } } }
            """;
        problems = [];
        return Schema.CompileWebhooks(Encoding.UTF8.GetBytes(document), new() { BaseUri = new Uri("https://acme.example/self.json") }, problems);
    }
}
