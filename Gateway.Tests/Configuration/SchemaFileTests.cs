using Gateway.Tests.Support;

namespace Gateway.Tests.Configuration;

public sealed class SchemaFileTests
{
    private const string Configuration = """
        {
          "ReverseProxy": {
            "Routes": {
              "hook": {
                "ClusterId": "backend",
                "Match": { "Path": "/hook" },
                "Verification": {
                  "Signature": { "Algorithm": "hmac-sha256", "From": "header:X-Sig", "Secrets": "env:SECRET" },
                  "Schema": { "File": "main.json" }
                }
              }
            },
            "Clusters": { "backend": { "Destinations": { "only": { "Address": "http://localhost:5000/" } } } }
          }
        }
        """;

    [Theory]
    [InlineData("""{ "requierd": [ "id" ] }""", "'requierd' is not a keyword of 2020-12. Did you mean 'required'?")]
    [InlineData("""{ "required": [ "id" ], "x-owner": "us", "$comment": "ours" }""", null)]
    public async Task A_misspelt_keyword_is_a_problem_and_an_annotation_of_ones_own_is_not(string schema, string? problem)
    {
        using var configuration = new ConfigurationFolder(Configuration);
        configuration.Write("main.json", schema);

        var problems = await configuration.ProblemsAsync();

        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.Contains(problem ?? "", string.Concat(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Warn", 0, 1)]
    [InlineData("Refuse", 1, 0)]
    [InlineData("Ignore", 0, 0)]
    public async Task A_keyword_that_nobody_knows_is_told_as_the_route_asks(string unknown, int problems, int warnings)
    {
        using var configuration = new ConfigurationFolder(Configuration.Replace(
            "\"main.json\"", $"\"main.json\", \"UnknownKeywords\": \"{unknown}\"", StringComparison.Ordinal));
        configuration.Write("main.json", """{ "properties": { "a": { "tsType": "x" }, "b": { "tsType": "y" } } }""");

        var load = await configuration.LoadAsync();

        Assert.Equal((problems, warnings), (load.Problems.Count, load.Warnings.Count));
        Assert.Equal(
            problems + warnings > 0,
            string.Concat(load.Problems.Concat(load.Warnings)).Contains("'tsType' is not a keyword of 2020-12 and does nothing. (2 times; here first.)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_webhooks_of_an_OpenAPI_document_are_the_schemas_of_their_event_types()
    {
        using var configuration = new ConfigurationFolder(Configuration.Replace(
            "\"File\": \"main.json\"", "\"OpenApi\": \"api.json\", \"ByEvent\": { \"order.paid\": \"api.json#/components/schemas/Paid\" }", StringComparison.Ordinal)
            .Replace("\"Schema\":", "\"Events\": { \"Type\": \"body:/type\" }, \"Schema\":", StringComparison.Ordinal));
        configuration.Write("api.json", """
            { "openapi": "3.1.0", "components": { "schemas": { "Paid": { "type": "object" } } }, "webhooks": {
                "order.created": { "post": { "requestBody": { "content": { "application/json": { "schema": { "required": ["id"] } } } } } } } }
            """);

        var load = await configuration.LoadAsync();

        Assert.Empty(load.Problems);
        Assert.Empty(load.Warnings);
        configuration.Write("api.json", """{ "openapi": "3.1.0", "webhooks": {} }""");
        Assert.Equal(2, (await configuration.ProblemsAsync()).Count); // no webhook, and no schema of that name
    }

    [Fact]
    public async Task Schemas_of_event_types_need_to_know_where_the_type_stands()
    {
        using var configuration = new ConfigurationFolder(Configuration.Replace("\"File\": \"main.json\"", "\"OpenApi\": \"api.json\"", StringComparison.Ordinal));
        configuration.Write("api.json", """
            { "openapi": "3.0.3", "x-webhooks": { "a": { "post": { "requestBody": { "content": { "application/json": { "schema": {} } } } } } } }
            """);

        Assert.Contains("Schema.OpenApi: needs 'Events:Type'", string.Concat(await configuration.ProblemsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_a_schema_that_another_refers_to_is_told()
    {
        using var configuration = new ConfigurationFolder(Configuration);
        configuration.Write("main.json", """{ "$ref": "part.json" }""");
        configuration.Write("part.json", """{ "type": "object" }""");
        var files = (await configuration.LoadAsync()).Files;

        Assert.Empty(files.Changed());
        configuration.Write("part.json", """{ "type": "array" }""");
        Assert.Equal("part.json", Path.GetFileName(Assert.Single(files.Changed())));
    }
}
